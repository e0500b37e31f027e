import type { FlagMetadata } from '@sluice/evaluator';
import { CompactEvaluator } from '@sluice/evaluator/compact';
import {
  closedError,
  Emitter,
  isRecord,
  metadataIn,
  offsetIn,
  ownRecord,
  type ClientEngine,
  type ClientEvents,
  type ClientState,
  type Engine,
} from '@sluice/sdk-core';
import { cacheOwner } from './cache-owner.js';
import type { CheckedOptions } from './checked-options.js';
import { heldIn, isOlder, markOf, type Held } from './held.js';
import { localStore } from './local-store.js';
import { learnRest, needsMore, vocabulary } from './vocabulary.js';

/** The engine, which waits longer, asks again after that. */
const FIRST_REQUEST_MS = 10_000;

const LOAD_AGAIN_MS = 10_000;

/** There is nothing to wait for; one for all, as the engine's is the same every time. */
const CLOSED = Promise.resolve();

/**
 * Answers from the cache, then from one request; then loads the engine, which takes over what this
 * holds. Everything that is not needed for the first answers is in files that are loaded after them.
 */
export class PageEngine implements ClientEngine {
  readonly emitter: Emitter<ClientEvents>;
  readonly local: ClientEngine['local'];
  readonly telemetry = null;
  readonly options: CheckedOptions;
  readonly owner: string;
  readonly store: Storage | null;
  state: ClientState = 'initializing';
  evaluator: CompactEvaluator | null = null;
  held: Held | null;
  /** What the server answered, not read yet: where it cannot be served, the engine finds out why. */
  answer: Response | undefined;
  /** How far the server's clock is ahead, ms. */
  aheadMs = 0;
  #engine: Engine | undefined;
  /** Since when it is known that nothing follows the server. */
  #staleSince: number | null = null;

  constructor(options: CheckedOptions) {
    const { url, key, cache, bootstrap, overrides, logger } = options;
    this.options = options;
    this.emitter = new Emitter((error) =>
      logger.error(`A listener of the Sluice client threw: ${String(error)}`),
    );
    this.local = {
      state: { shutdown: overrides.get('EMERGENCY_SHUTDOWN') === true },
      withoutData: (name) => {
        const value = overrides.get(name);
        return typeof value === 'boolean' ? { value, source: 'code' } : null;
      },
    };
    this.owner = cacheOwner(url, key);
    this.store = cache === false ? null : localStore();
    const cached = cachedBy(this.owner, this.store);
    if (cached !== null) this.aheadMs = offsetIn(cached);
    this.held = cached ?? bootstrap;
    this.#serve(this.held);
  }

  get now(): number {
    return Date.now() + this.aheadMs;
  }

  get revision(): number | null {
    return this.evaluator?.revision ?? null;
  }

  get ageMs(): number | null {
    if (this.state === 'live') return 0;
    return this.#staleSince && Date.now() - this.#staleSince;
  }

  metadataOf(key: string): FlagMetadata | null {
    return metadataIn(this.evaluator?.wireOf(key));
  }

  /** Asks the server, serves what it says, and hands over to the engine. Never rejects. */
  async start(handOver: (engine: Engine) => void): Promise<void> {
    const next = heldIn(await this.#ask());
    const { evaluator: before, held } = this;
    // Where the rest cannot be loaded, nothing is served that needs it; the engine will try again.
    if (needsMore([held, next])) await learnRest().catch(() => undefined);
    if (this.#isClosed()) return;
    if (before === null) this.#serve(held);
    if (next !== null && !isOlder(next, held) && this.#serve(next)) this.#enter('live');
    this.#tell(before, held);
    await this.#load(handOver);
  }

  ready(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (isLate = false): void => {
        if (this.#engine) resolve(this.#engine.ready(isLate ? 0 : timeoutMs));
        else if (this.#isClosed()) reject(closedError());
        else if (this.state !== 'initializing') resolve();
        else if (isLate) reject(new Error('Sluice is not ready yet. It goes on trying.'));
        else return;
        clearTimeout(timer);
        forget();
      };
      const timer = setTimeout(settle, timeoutMs, true);
      const forget = this.emitter.on('stateChange', () => settle());
      settle();
    });
  }

  /** Called only until the engine is there. */
  close(): Promise<void> {
    if (!this.#isClosed()) this.#enter('closed');
    this.emitter.clear();
    return CLOSED;
  }

  #isClosed(): boolean {
    return this.state === 'closed';
  }

  #enter(state: ClientState): void {
    const previous = this.state;
    this.state = state;
    this.emitter.emit('stateChange', { state, previous });
  }

  /** The body of the server's answer, or undefined. */
  async #ask(): Promise<unknown> {
    const { url, key } = this.options;
    const sentAt = Date.now();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), FIRST_REQUEST_MS);
    try {
      const response = await fetch(`${url}/sdk/v1/snapshot`, {
        headers: { authorization: `Bearer ${key}` },
        credentials: 'omit',
        signal: controller.signal,
      });
      this.answer = response.clone();
      const body: unknown = await response.json();
      if (!response.ok) return undefined;
      const serverTime = Number(response.headers.get('sluice-time') ?? NaN);
      const roundTripMs = Date.now() - sentAt;
      const aheadMs = serverTime - sentAt - roundTripMs / 2;
      if (Math.abs(aheadMs - this.aheadMs) > roundTripMs) this.aheadMs = aheadMs;
      return body;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Overrides are resolved by the engine: until it is there nothing is answered without them. */
  #serve(held: Held | null): boolean {
    if (held === null || this.options.overrides.size > 0 || needsMore(held)) return false;
    const evaluator = new CompactEvaluator(held.snapshot, vocabulary);
    if (isRecord(held.overlay)) evaluator.setOverlay(held.overlay as never);
    evaluator.counts = this.evaluator?.counts ?? new Map();
    this.evaluator = evaluator;
    this.held = held;
    return true;
  }

  /** What was fetched is served on, and grows old: the engine is to ask anew. */
  #strand(error: unknown): void {
    this.options.logger.warn(`Sluice cannot load its engine: ${String(error)}`);
    this.answer = undefined;
    if (this.state !== 'live') return;
    this.#staleSince = Date.now();
    this.#enter('stale');
  }

  /** Says that there are other flags than before, or some at last. */
  #tell(before: CompactEvaluator | null, held: Held | null): void {
    const { evaluator } = this;
    if (evaluator === before || (before && markOf(held) === markOf(this.held))) return;
    const keys = [...new Set([...(before?.keys() ?? []), ...evaluator!.keys()])];
    this.emitter.emit('change', { keys });
  }

  /** Loads the engine, however long that takes: until then what was fetched is served. */
  async #load(handOver: (engine: Engine) => void): Promise<void> {
    for (let isFirst = true; !this.#isClosed(); isFirst = false) {
      try {
        const { runEngine } = await import('./run-engine.js');
        return await runEngine(this, (engine) => {
          this.#engine = engine;
          handOver(engine);
        });
      } catch (error) {
        if (isFirst) this.#strand(error);
        await new Promise((resolve) => setTimeout(resolve, LOAD_AGAIN_MS));
      }
    }
  }
}

function cachedBy(owner: string, store: Storage | null): ReturnType<typeof ownRecord> {
  try {
    return ownRecord(JSON.parse(store?.getItem(owner) ?? ''), owner);
  } catch {
    return null;
  }
}
