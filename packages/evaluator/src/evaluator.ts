import type { Change } from './change.js';
import type { EvaluationDetail, OverrideSource } from './detail.js';
import type { Json } from './snapshot.js';

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

export type Arm = 'treatment' | 'control';

/** A compiled snapshot (evaluation.md §7). Nothing here throws, waits or reads a clock. */
export interface Evaluator {
  readonly revision: number;
  evaluate(key: string, context: Context, now: number): EvaluationDetail<Json>;
  isEnabled(key: string, context: Context, now: number): boolean;
  armOf(key: string, ruleId: string, context: Context, now: number): Arm | null;
  apply(changes: readonly Change[]): void;
}
