import type {
  Context,
  EvaluationDetail,
  Evaluator,
  FlagMetadata,
  FlagType,
  Json,
} from '@sluice/evaluator';
import type { ClientState } from '../connection/connection.js';
import type { ObservedRequest, Outcome } from '../ports/telemetry.js';
import type { ClientEvents } from './client-events.js';
import type { ClientEngine } from './client-engine.js';
import type { FallbackOf, FlagKey, ValueOf } from './flag-types.js';
import { freezeJson } from './freeze-json.js';
import type { User } from './user.js';

const DEFAULT_READY_MS = 5_000;
const LONGEST_READY_MS = 2_147_483_647;

/** Options of `ready()`. */
export interface ReadyOptions {
  /** After this long it rejects; default 5 000 ms. The client keeps trying. */
  readonly timeoutMs?: number;
}

/**
 * A client as programs see it. `F` declares flags: key to type. Questions are synchronous, never
 * throw whatever they are given, and are answered before, during and after any outage.
 */
export class FlagClient<F = object> {
  /** What answers; an adapter may put another in its place. */
  protected engine: ClientEngine;
  readonly #keep: ReadonlySet<string>;
  /** Who is asked about where a question names nobody. */
  protected currentUser: User | undefined = undefined;
  /** Reused for string ids: evaluation is synchronous and runs no caller's code for them. */
  readonly #person: { id: string } = { id: '' };

  /** `keep`: keys that a local shutdown leaves alone while no flags are known. */
  constructor(engine: ClientEngine, keep: ReadonlySet<string>) {
    this.engine = engine;
    this.#keep = keep;
  }

  /** Where the client stands; every change of it is a `stateChange`. */
  get state(): ClientState {
    return this.engine.state;
  }

  /** Revision of the environment that is served, or null while there is none. */
  get revision(): number | null {
    return this.engine.revision;
  }

  /** Milliseconds since what is served was known to be the server's state: 0 while live, null if it never was in this process. */
  get ageMs(): number | null {
    return this.engine.ageMs;
  }

  /** Resolves when the server's state is served for the first time; rejects with the reason on timeout, on a refused key and on close. */
  ready(options: ReadyOptions = {}): Promise<void> {
    const asked: unknown = (options as ReadyOptions | null)?.timeoutMs;
    const timeoutMs = typeof asked === 'number' && asked >= 0 ? asked : DEFAULT_READY_MS;
    return this.engine.ready(Math.min(timeoutMs, LONGEST_READY_MS));
  }

  /** Whether a flag is on for a user (evaluation.md §6); `fallback` where the flag is unknown or has no value. */
  isEnabled<K extends FlagKey<F>>(key: K, user?: User, fallback = false): boolean {
    const { evaluator, now } = this.engine;
    // Callers without types pass `null` and words; what comes back is a boolean all the same.
    const otherwise = fallback === true;
    if (evaluator === null) return this.#isEnabledWithoutData(key, otherwise);
    try {
      return evaluator.isEnabled(key, this.#contextOf(user), now!, otherwise);
    } catch {
      return otherwise;
    }
  }

  /** Value of a flag for a user; `fallback` where it has none, or has another type than `fallback`. Objects are shared and frozen. */
  variant<K extends FlagKey<F>, D extends FallbackOf<F, K>>(
    key: K,
    user: User | undefined,
    fallback: D,
  ): ValueOf<F, K, D> {
    return this.#ask(key, user, fallback as Json).value as ValueOf<F, K, D>;
  }

  /** The value with everything about how it came about. */
  detail<K extends FlagKey<F>>(key: K, user?: User, fallback?: FallbackOf<F, K>): EvaluationDetail {
    return this.#ask(key, user, fallback as Json | undefined);
  }

  /** A flag's own metadata, a copy; null where it has none or is unknown. */
  metadata<K extends FlagKey<F>>(key: K): FlagMetadata | null {
    const metadata = this.engine.metadataOf(key);
    return metadata === null ? null : { ...metadata };
  }

  /** Details of all flags for a user, by key; these do not count as evaluations. */
  all(user?: User): Record<string, EvaluationDetail> {
    const { evaluator } = this.engine;
    if (evaluator === null) return {};
    const details = evaluator.withoutCounting(() =>
      evaluator.keys().map((key) => [key, this.#ask(key, user, undefined)] as const),
    );
    return Object.fromEntries(details);
  }

  /**
   * Runs `work` with whether the flag is on, and returns or throws what it does. While a rollout of
   * the flag is under way, times it and counts it as failed when it throws or rejects. Work that is
   * no function is refused with a TypeError, and neither asked about nor counted.
   */
  observe<K extends FlagKey<F>, T>(
    key: K,
    user: User | undefined,
    work: (enabled: boolean) => T,
  ): T {
    demandFunction(work, 'observe');
    const enabled = this.isEnabled(key, user);
    const request = this.#requestOf(key, user);
    return request === null ? work(enabled) : request.run(() => work(enabled));
  }

  /** Counts a piece of work behind a flag that somebody else measured. Never throws; does not count as an evaluation. */
  track<K extends FlagKey<F>>(key: K, user?: User, outcome: Outcome = {}): void {
    this.#requestOf(key, user)?.track(outcome);
  }

  /** Adds a listener; returns the function that removes it. */
  on<N extends keyof ClientEvents>(
    name: N,
    listener: (event: ClientEvents[N]) => void,
  ): () => void {
    demandFunction(listener, 'on');
    return this.engine.emitter.on(name, listener);
  }

  /** Ends the client: reports what was counted, writes the cache, closes the stream. Questions are still answered. Always the same promise. */
  close(): Promise<void> {
    return this.engine.close();
  }

  #contextOf(named: User | undefined): Context {
    const user = named ?? this.currentUser;
    if (typeof user !== 'string') return user as Context;
    this.#person.id = user;
    return this.#person;
  }

  #requestOf(key: string, user: User | undefined): ObservedRequest | null {
    const { telemetry, evaluator, now } = this.engine;
    if (telemetry === null || evaluator === null) return null;
    return telemetry.request({
      evaluator: evaluator as Evaluator,
      key,
      context: this.#contextOf(user),
      now: now!,
    });
  }

  #ask(key: string, user: User | undefined, fallback: Json | undefined): EvaluationDetail {
    const { evaluator, now } = this.engine;
    if (evaluator === null) return this.#detailWithoutData(key, fallback);
    let detail: EvaluationDetail;
    try {
      detail = evaluator.evaluate(key, this.#contextOf(user), now!);
      const type = evaluator.typeOf(key);
      if (fallback !== undefined && type !== undefined && type !== typeFor(fallback))
        detail = failed(key, 'TYPE_MISMATCH');
    } catch {
      detail = failed(key, 'GENERAL');
    }
    if (detail.value === undefined) return { ...detail, ...valued(fallback) };
    freezeJson(detail.value);
    return detail;
  }

  #isEnabledWithoutData(key: string, fallback: boolean): boolean {
    const detail = this.#detailWithoutData(key, fallback);
    return detail.reason === 'SHUTDOWN' ? false : detail.value === true;
  }

  /** streaming.md, "No data at all". */
  #detailWithoutData(key: string, fallback: Json | undefined): EvaluationDetail {
    const { local } = this.engine;
    let detail: EvaluationDetail = failed(key, 'PROVIDER_NOT_READY');
    try {
      if (local.state.shutdown && !this.#keep.has(key)) detail = { flag: key, reason: 'SHUTDOWN' };
      else if (fallback === undefined || typeof fallback === 'boolean') {
        const { value, source } = local.withoutData(key) ?? {};
        if (source) return { flag: key, value: value!, reason: 'OVERRIDE', override: source };
      }
    } catch {
      // A key that is no string has no variable and no override.
    }
    return { ...detail, ...valued(fallback) };
  }
}

function demandFunction(given: unknown, method: string): void {
  if (typeof given !== 'function')
    throw new TypeError(`client.${method}() needs a function to call.`);
}

function failed(
  flag: string,
  errorCode: NonNullable<EvaluationDetail['errorCode']>,
): EvaluationDetail {
  return { flag, reason: 'ERROR', errorCode };
}

function valued(fallback: Json | undefined): { value?: Json } {
  return fallback === undefined ? {} : { value: fallback };
}

function typeFor(fallback: Json): FlagType {
  // Callers without types pass functions and symbols too: no flag has such a type.
  const type = typeof fallback as 'boolean' | 'string' | 'number' | 'object';
  return type === 'object' ? 'json' : type;
}
