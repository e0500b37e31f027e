import type { EvaluationErrorCode, OverrideSource, Reason } from './detail.js';

/**
 * One way in which a flag can be decided, made when the flag is compiled: evaluation returns one of
 * these by reference and therefore allocates nothing; a detail is written from it on demand.
 */
export interface Outcome {
  /** Null: no value, the caller's default stands. */
  readonly variant: string | null;
  /** evaluation.md §6. */
  readonly enabled: boolean;
  readonly reason: Reason;
  readonly errorCode: EvaluationErrorCode | null;
  /** Of the rule that decided; -1 where none did. */
  readonly ruleIndex: number;
  /** Whether the rule's gate compared a bucket. */
  readonly bucketed: boolean;
  /** Key of the parent that failed. */
  readonly prerequisite: string | null;
  readonly override: OverrideSource | null;
  /** Whether it meets no requirement of a child: the flag is missing, malformed or needs a newer evaluator, or the question has ended. */
  readonly unusable: boolean;
  /** Whether this is no flag's own answer but the end of the whole question. */
  readonly endsQuestion: boolean;
}

/** What makes an outcome differ from the plain one of a variant. */
export type OutcomeExtras = Partial<Omit<Outcome, 'variant' | 'enabled' | 'reason'>>;

/** An outcome; `enabled` is what evaluation.md §6 says of the variant served. */
export function outcome(
  variant: string | null,
  enabled: boolean,
  reason: Reason,
  extras: OutcomeExtras = {},
): Outcome {
  return {
    variant,
    enabled,
    reason,
    errorCode: extras.errorCode ?? null,
    ruleIndex: extras.ruleIndex ?? -1,
    bucketed: extras.bucketed ?? false,
    prerequisite: extras.prerequisite ?? null,
    override: extras.override ?? null,
    unusable: extras.unusable ?? false,
    endsQuestion: extras.endsQuestion ?? false,
  };
}

/** A cycle was met: every flag on the way to it answers so (evaluation.md §3.5). */
export const CYCLE = outcome(null, false, 'ERROR', {
  errorCode: 'PREREQUISITE_CYCLE',
  unusable: true,
  endsQuestion: true,
});

/** The question took more than {@link PARENT_LIMIT} parent evaluations. */
export const EXHAUSTED = outcome(null, false, 'ERROR', {
  errorCode: 'GENERAL',
  unusable: true,
  endsQuestion: true,
});

/** The flag asked for does not exist. */
export const MISSING = outcome(null, false, 'ERROR', {
  errorCode: 'FLAG_NOT_FOUND',
  unusable: true,
});

/** Parent evaluations that one question may take (evaluation.md §3.5). */
export const PARENT_LIMIT = 1000;

/** The outcomes that serve the off variant. */
export interface OffOutcomes {
  readonly disabled: Outcome;
  readonly shutdown: Outcome;
  readonly cycle: Outcome;
  readonly error: Outcome;
  readonly unusable: Outcome;
  readonly keyMissing: Outcome;
}

const pool = new Map<string, Outcome>();
const POOL_SIZE = 4096;

/** The same as {@link outcome}, shared between flags: most serve `on` or `off` for one of few reasons. */
export function pooledOutcome(
  variant: string | null,
  enabled: boolean,
  reason: Reason,
  { ruleIndex = -1, bucketed = false }: OutcomeExtras,
): Outcome {
  const key = `${reason} ${ruleIndex} ${bucketed} ${enabled}${variant === null ? '' : ` ${variant}`}`;
  const pooled = pool.get(key);
  if (pooled !== undefined) return pooled;
  const made = outcome(variant, enabled, reason, { ruleIndex, bucketed });
  if (pool.size < POOL_SIZE) pool.set(key, made);
  return made;
}

const offOutcomes = new Map<string, OffOutcomes>();
const POOLED = 256;

/** The off outcomes of a variant; shared between flags, since most have the same. */
export function offOutcomesOf(variant: string | null, enabled: boolean): OffOutcomes {
  const key = `${Number(enabled)}${variant === null ? '' : `:${variant}`}`;
  const pooled = offOutcomes.get(key);
  if (pooled !== undefined) return pooled;
  const error = (extras: OutcomeExtras): Outcome => outcome(variant, enabled, 'ERROR', extras);
  const made = {
    disabled: outcome(variant, enabled, 'DISABLED'),
    shutdown: outcome(variant, enabled, 'SHUTDOWN'),
    cycle: error({ errorCode: 'PREREQUISITE_CYCLE' }),
    error: error({ errorCode: 'GENERAL' }),
    unusable: error({ errorCode: 'GENERAL', unusable: true }),
    keyMissing: error({ errorCode: 'TARGETING_KEY_MISSING' }),
  };
  if (offOutcomes.size < POOLED) offOutcomes.set(key, made);
  return made;
}
