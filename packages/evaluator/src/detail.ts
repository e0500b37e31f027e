import type { Json } from './snapshot.js';

export type Reason =
  | 'STATIC'
  | 'DEFAULT'
  | 'TARGETING_MATCH'
  | 'SPLIT'
  | 'DISABLED'
  | 'PREREQUISITE_FAILED'
  | 'OVERRIDE'
  | 'SHUTDOWN'
  | 'ERROR';

export type EvaluationErrorCode =
  | 'FLAG_NOT_FOUND'
  | 'TYPE_MISMATCH'
  | 'TARGETING_KEY_MISSING'
  | 'PREREQUISITE_CYCLE'
  | 'PROVIDER_NOT_READY'
  | 'GENERAL';

export type OverrideSource = 'code' | 'env' | 'file' | 'server';

/** What was decided for one flag and one context, and why (evaluation.md §7). Absent means absent, never `undefined`. */
export interface EvaluationDetail<T = Json> {
  readonly flag: string;
  readonly value?: T;
  readonly variant?: string;
  readonly reason: Reason;
  readonly errorCode?: EvaluationErrorCode;
  readonly ruleId?: string;
  readonly ruleIndex?: number;
  readonly bucket?: number;
  readonly prerequisite?: string;
  readonly override?: OverrideSource;
}
