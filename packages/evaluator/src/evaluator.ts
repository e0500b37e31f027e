import type { Change } from './change.js';
import type { EvaluationDetail, OverrideSource } from './detail.js';
import type { FlagType, Json } from './snapshot.js';
import type { TallyVisitor } from './tally.js';

/** What is asked about: `{ id?, …attributes }`, flat or nested. */
export interface Context {
  readonly id?: string | number;
  readonly [attribute: string]: unknown;
}

/** Overrides and shutdown of this process, which the snapshot does not know. */
export interface LocalState {
  readonly shutdown?: boolean;
  readonly overrides?: Readonly<Record<string, LocalOverride>>;
}

export interface LocalOverride {
  readonly variant: string;
  readonly source: Exclude<OverrideSource, 'server'>;
}

/** What is true of the serving replica only (streaming.md): replaces, never merges. */
export interface OverlayState {
  /** Ored with the stored and the local shutdown. */
  readonly shutdown: boolean;
  /** Flag key → variant: the `server` overrides; at first those of the snapshot. */
  readonly overrides: Readonly<Record<string, string>>;
}

export type Arm = 'treatment' | 'control';

/**
 * A compiled snapshot (evaluation.md §7). Nothing here throws, waits or reads a clock; `now` is
 * milliseconds since the epoch. A context is only read during the call, so callers may reuse one.
 */
export interface Evaluator {
  /** Revision of the snapshot, or the last one given to {@link apply}. */
  readonly revision: number;

  /** What is decided and why. Without a `value` (FLAG_NOT_FOUND, a null variant) the caller's default stands. */
  evaluate(key: string, context: Context, now: number): EvaluationDetail<Json>;

  /** evaluation.md §6: `evaluate` without the detail and without allocating; `fallback` (default false) for an unknown flag or no value. */
  isEnabled(key: string, context: Context, now: number, fallback?: boolean): boolean;

  /** The arm of a rollout's rule, or null where evaluation does not reach the rule, its conditions do not hold or its split could not serve (rollouts.md). */
  armOf(key: string, ruleId: string, context: Context, now: number): Arm | null;

  /** Applies all changes at once, recompiling only what they touch; `revision` is the one after them. Malformed changes are ignored, malformed flags disable themselves. */
  apply(changes: readonly Change[], revision?: number): void;

  /** Replaces shutdown and overrides of this process; recompiles nothing. */
  setLocal(local: LocalState): void;

  /** Replaces shutdown and overrides of the serving replica; recompiles nothing. */
  setOverlay(overlay: OverlayState): void;

  /** Begins or ends counting what {@link isEnabled} and {@link evaluate} decide; off at first. */
  countDecisions(on: boolean): void;

  /** Runs `ask` without counting what it asks. */
  withoutCounting<T>(ask: () => T): T;

  /** Hands over what was decided how often since this was last called, changed and dropped flags included. */
  takeCounts(visitor: TallyVisitor): void;

  /** Keys of all flags that may be asked for: not the hidden ones. */
  keys(): string[];

  /** Type of a flag; undefined where it is unknown, hidden, or too malformed to have one. */
  typeOf(key: string): FlagType | undefined;

  /** Keys of the flags, hidden ones too, with a rule that names this segment. Linear in the flags. */
  flagsUsingSegment(key: string): string[];

  /** Keys of the flags, hidden ones too, that name this flag as prerequisite or in a flag condition. Linear in the flags. */
  dependentsOf(key: string): string[];

  /** Keys of visible flags whose answer can differ when these flags change: they themselves and, at any distance, those that name them. Linear in the flags. */
  affectedBy(keys: readonly string[]): string[];

  /** Keys of visible flags whose answer a schedule can change: in their rules, in segments they name, or in one of their parents. */
  scheduledKeys(): string[];

  /** The next instant after `now` at which a schedule can change an answer: the next step, or 10 s ahead while a linear ramp is under way; null where none will. */
  nextScheduleInstant(now: number): number | null;
}
