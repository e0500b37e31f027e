import { FlagClient, type User } from '@sluice/sdk-core';
import type { Flags } from './flags.js';
import type { PageEngine } from './page-engine.js';

/** A client in a page: flags of one environment for one user at a time, and for others on request. */
export class SluiceClient extends FlagClient<Flags> {
  constructor(page: PageEngine) {
    const { keep, user, onStateChange } = page.options;
    super(page, new Set(keep));
    this.currentUser = user;
    if (onStateChange) this.on('stateChange', onStateChange);
    void page.start((engine) => {
      this.engine = engine;
    });
  }

  /** Who is asked about where a question names nobody. */
  get user(): User | undefined {
    return this.currentUser;
  }

  /** Asks about somebody else from now on. Fetches nothing: all flags are here. Where anything about the answers is another now, emits `change` with the keys whose value is: none where only reasons are, and perhaps none while it is not live. */
  identify(user: User | undefined): void {
    const { currentUser } = this;
    const before = this.all();
    this.currentUser = user;
    const after = this.all();
    const keys = Object.keys(after).filter((key) => differ(before[key]?.value, after[key]?.value));
    // Until it is live, somebody may hold answers of a server, which were the other user's.
    const mayBeHeld = this.state !== 'live' && differ(currentUser, user);
    if (mayBeHeld || differ(before, after)) this.engine.emitter.emit('change', { keys });
  }
}

function differ(a: unknown, b: unknown): boolean {
  try {
    return JSON.stringify(a) !== JSON.stringify(b);
  } catch {
    // A user may hold what JSON cannot.
    return a !== b;
  }
}
