import type { Context, Evaluator, Flag } from '@sluice/evaluator';
import type { Observation, WatchedRule } from '@sluice/protocol';

/** How one piece of work behind a flag went, as `track` takes it; what makes no sense in it counts as not given. */
export interface Outcome {
  /** It failed: an error, or anything else that is truthy. */
  readonly error?: unknown;
  /** How long it took, ms. */
  readonly latencyMs?: number;
  /** A number of your own, such as an order's total; people see its mean by arm. */
  readonly value?: number;
}

/** One request behind a watched flag. Its arm and step are those at the time the flag was asked. Nothing here throws. */
export interface ObservedRequest {
  /** Runs `work` as this request, and returns or throws what it does. */
  run<T>(work: () => T): T;
  /** It is over, and took the time since it was made. */
  end(failed: boolean): void;
  /** It is over, and went as somebody else measured. */
  track(outcome: Outcome): void;
}

/** The question a request begins with. */
export interface WatchedQuestion {
  readonly evaluator: Pick<Evaluator, 'armOf'>;
  readonly key: string;
  readonly context: Context;
  /** Corrected clock that the flag was asked with, ms since the epoch. */
  readonly now: number;
}

/**
 * Counts what guarded rollouts are judged by (rollouts.md, "SDK telemetry"). An adapter that has one
 * passes it to the engine; without one, work behind flags is run and not counted.
 */
export interface Telemetry {
  /** Replaces the rules that are watched; `flagOf` gives flags as served now. */
  watch(rules: readonly WatchedRule[], flagOf: (key: string) => Flag | undefined): void;
  /** A request about a flag, or null where none of its rollouts wants to know. Never throws. */
  request(question: WatchedQuestion): ObservedRequest | null;
  /** What was observed and not taken yet, as much as one batch may hold. */
  take(): Observation[];
  /** Takes back what could not be delivered. */
  mergeBack(observations: readonly Observation[]): void;
}
