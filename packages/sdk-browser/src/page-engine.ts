import type { FlagMetadata, Snapshot } from '@sluice/evaluator';
import { CompactEvaluator } from '@sluice/evaluator/compact';
import {
  closedError,
  Emitter,
  isRecord,
  metadataIn,
  offsetIn,
  ownRecord,
  readSnapshot,
  type AskedEvaluator,
  type ClientEngine,
  type ClientEvents,
  type ClientState,
  type Engine,
  type Telemetry,
  type Timings,
} from '@sluice/sdk-core';
import type { CheckedOptions } from './checked-options.js';
import type { overridingBy } from './local-overriding.js';
import { learnRest, needsMore, vocabulary } from './vocabulary.js';

/** What a page's engine is made of. */
export interface PageParts extends CheckedOptions {
  readonly owner: string;
  readonly store: Storage | null;
  readonly timings: Partial<Timings>;
}

/** Something to serve; the overlay is whatever stood there. */
export interface Held {
  readonly snapshot: Snapshot;
  readonly overlay: unknown;
}

/** What the server answered to the first request. */
export interface FirstAnswer {
  readonly body: unknown;
  readonly serverTime: number;
}

/** What the engine takes over. */
export interface Handover {
  readonly parts: PageParts;
  readonly emitter: Emitter<ClientEvents>;
  readonly held: Held | null;
  readonly evaluator: CompactEvaluator | null;
  /** How far the server's clock is ahead, ms. */
  readonly aheadMs: number;
  /** The server's answer is served already. */
  readonly live: boolean;
  /** Null where there was none that made sense. */
  readonly answer: FirstAnswer | null;
  /** Undefined where nothing is overridden. */
  readonly overriding: ReturnType<typeof overridingBy> | undefined;
}

const LOAD_AGAIN_MS = 10_000;

/**
 * Answers from the cache, then from one request; then loads the engine, which takes over. Everything
 * that is not needed for the first answers is in files that are loaded after them.
 */
export class PageEngine implements ClientEngine {
  readonly emitter: Emitter<ClientEvents>;
  readonly #parts: PageParts;
  readonly #here: ClientEngine['local'];
  #engine: Engine | null = null;
  #evaluator: CompactEvaluator | null = null;
  #held: Held | null;
  #aheadMs = 0;
  #live = false;
  #closed = false;

  constructor(parts: PageParts) {
    const { owner, store, overrides, logger } = parts;
    this.#parts = parts;
    this.emitter = new Emitter((error) =>
      logger.error(`A listener of the Sluice client threw: ${String(error)}`),
    );
    this.#here = {
      state: { shutdown: overrides.get('EMERGENCY_SHUTDOWN') === true },
      withoutData: (key) => {
        const value = overrides.get(key);
        return typeof value === 'boolean' ? { value, source: 'code' } : null;
      },
    };
    const cached = cachedBy(owner, store);
    if (cached !== null) this.#aheadMs = offsetIn(cached);
    this.#held = cached ?? parts.bootstrap;
    this.#serve(this.#held);
  }

  get evaluator(): AskedEvaluator | null {
    return this.#engine ? this.#engine.evaluator : this.#evaluator;
  }

  get now(): number | null {
    return this.#engine ? this.#engine.now : Date.now() + this.#aheadMs;
  }

  get local(): ClientEngine['local'] {
    return this.#engine?.local ?? this.#here;
  }

  get telemetry(): Telemetry | null {
    return this.#engine?.telemetry ?? null;
  }

  get state(): ClientState {
    if (this.#closed) return 'closed';
    return this.#engine?.state ?? (this.#live ? 'live' : 'initializing');
  }

  get revision(): number | null {
    return (this.#engine ?? this.#evaluator)?.revision ?? null;
  }

  get ageMs(): number | null {
    return this.#engine ? this.#engine.ageMs : this.#live ? 0 : null;
  }

  metadataOf(key: string): FlagMetadata | null {
    return this.#engine ? this.#engine.metadataOf(key) : metadataIn(this.#evaluator?.wireOf(key));
  }

  /** Asks the server, serves what it says, and hands over to the engine. Never rejects. */
  async start(): Promise<void> {
    const answer = await this.#ask();
    const snapshot = readSnapshot(answer?.body.snapshot);
    const next = snapshot && { snapshot, overlay: answer?.body.overlay };
    // Where the rest cannot be loaded, nothing is served that needs it; the engine will try again.
    if (needsMore([this.#held, next])) await learnRest().catch(() => undefined);
    if (this.#closed) return;
    const [held, before] = [this.#held, this.#evaluator];
    if (before === null) this.#serve(held);
    if (next !== null && !isOlder(next, held)) this.#follow(next);
    this.#tell(held, before);
    await this.#handOver(answer);
  }

  ready(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (isLate = false): void => {
        if (this.#closed) reject(closedError());
        else if (this.#live) resolve();
        else if (this.#engine) resolve(this.#engine.ready(isLate ? 0 : timeoutMs));
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

  async close(): Promise<void> {
    if (this.#engine) return this.#engine.close();
    if (this.#closed) return;
    const previous = this.state;
    this.#closed = true;
    this.emitter.emit('stateChange', { state: 'closed', previous });
    this.emitter.clear();
  }

  /** The server's answer, or null: the engine asks again and finds out why. */
  async #ask(): Promise<(FirstAnswer & { readonly body: Record<string, unknown> }) | null> {
    const { url, key } = this.#parts;
    const sentAt = Date.now();
    try {
      const headers = { authorization: `Bearer ${key}` };
      const response = await fetch(`${url}/sdk/v1/snapshot`, { headers, credentials: 'omit' });
      const body: unknown = await response.json();
      if (!response.ok || !isRecord(body)) return null;
      const serverTime = Number(response.headers.get('sluice-time') ?? NaN);
      const roundTripMs = Date.now() - sentAt;
      const aheadMs = serverTime - sentAt - roundTripMs / 2;
      if (Math.abs(aheadMs - this.#aheadMs) > roundTripMs) this.#aheadMs = aheadMs;
      return { body, serverTime };
    } catch {
      return null;
    }
  }

  /** Overrides are resolved by the engine: until it is there nothing is answered without them. */
  #serve(held: Held | null): void {
    if (held === null || this.#parts.overrides.size > 0 || needsMore(held)) return;
    const evaluator = new CompactEvaluator(held.snapshot, vocabulary);
    if (isRecord(held.overlay)) evaluator.setOverlay(held.overlay as never);
    evaluator.counts = this.#evaluator?.counts ?? new Map();
    this.#evaluator = evaluator;
    this.#held = held;
  }

  #follow(next: Held): void {
    const before = this.#evaluator;
    this.#serve(next);
    if (this.#evaluator === before) return;
    this.#live = true;
    this.emitter.emit('stateChange', { state: 'live', previous: 'initializing' });
  }

  /** Says that there are other flags than before, or some at last. */
  #tell(held: Held | null, before: CompactEvaluator | null): void {
    const after = this.#evaluator;
    if (after === before || (before && markOf(held!) === markOf(this.#held!))) return;
    const keys = [...new Set([...(before?.keys() ?? []), ...after!.keys()])];
    this.emitter.emit('change', { keys });
  }

  /** Loads the engine, however long that takes: until then what was fetched is served. */
  async #handOver(answer: FirstAnswer | null): Promise<void> {
    for (let isFirst = true; !this.#closed; isFirst = false) {
      try {
        const { overrides } = this.#parts;
        const local = overrides.size > 0 ? await import('./local-overriding.js') : null;
        const { runEngine } = await import('./run-engine.js');
        if (!this.#closed)
          this.#engine = runEngine(this.#handover(answer, local?.overridingBy(overrides)));
        return;
      } catch (error) {
        if (isFirst) this.#parts.logger.warn(`Sluice cannot load its engine: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, LOAD_AGAIN_MS));
      }
    }
  }

  #handover(answer: FirstAnswer | null, overriding: Handover['overriding']): Handover {
    return {
      parts: this.#parts,
      emitter: this.emitter,
      held: needsMore(this.#held) ? null : this.#held,
      evaluator: this.#evaluator,
      aheadMs: this.#aheadMs,
      live: this.#live,
      answer,
      overriding,
    };
  }
}

function cachedBy(owner: string, store: Storage | null): ReturnType<typeof ownRecord> {
  try {
    return ownRecord(JSON.parse(store?.getItem(owner) ?? ''), owner);
  } catch {
    return null;
  }
}

function isOlder({ snapshot }: Held, held: Held | null): boolean {
  return held?.snapshot.epoch === snapshot.epoch && held.snapshot.revision > snapshot.revision;
}

/** Equal for equal contents. */
function markOf({ snapshot: { epoch, revision }, overlay }: Held): string {
  return JSON.stringify([epoch, revision, overlay]);
}
