import { FlagClient, type ClientEngine, type User } from '@sluice/sdk-core';
import type { Flags } from './flags.js';

/** A client in a page: flags of one environment for one user at a time, and for others on request. */
export class SluiceClient extends FlagClient<Flags> {
  readonly #engine: ClientEngine;

  constructor(engine: ClientEngine, keep: ReadonlySet<string>, user: User | undefined) {
    super(engine, keep);
    this.#engine = engine;
    this.currentUser = user;
  }

  /** Who is asked about where a question names nobody. */
  get user(): User | undefined {
    return this.currentUser;
  }

  /** Asks about somebody else from now on. Fetches nothing: all flags are here. Emits `change` with the keys whose value is another now. */
  identify(user: User | undefined): void {
    const before = this.all();
    this.currentUser = user;
    const after = this.all();
    const keys = Object.keys(after).filter((key) => !isSame(before[key]?.value, after[key]?.value));
    if (keys.length > 0) this.#engine.emitter.emit('change', { keys });
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
