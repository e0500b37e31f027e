import { ID, attributeNamed, bucketingValue, type Attribute } from './attribute.js';
import { BUCKETS, hashLimit, orderedHash } from './bucket.js';
import { isArray, isOptionalString, isRecord, isSeed } from './wire.js';
import type { Context } from './evaluator.js';
import type { Outcome } from './outcome.js';
import type { Question } from './question.js';

/** What a rule or the fallthrough serves: one outcome, or a split of several. */
export interface Serve {
  readonly fixed: Outcome | null;
  readonly split: Split | null;
}

/** Parts of the users, by a roll of their own. */
export interface Split {
  readonly seed: number;
  readonly by: Attribute;
  /** Exclusive upper bounds, ascending, of all outcomes but the last. */
  readonly limits: readonly number[];
  readonly outcomes: readonly Outcome[];
}

/** Serves nobody. */
export const NO_SPLIT: Split = { seed: 0, by: ID, limits: [], outcomes: [] };

/** Makes the outcome of a variant; null where the flag has none of that name. */
export type OutcomeOf = (variant: string | null, split: boolean) => Outcome | null;

/** The compiled form, or null for anything malformed. */
export function compileServe(wire: unknown, outcomeOf: OutcomeOf): Serve | null {
  if (!isRecord(wire) || (wire.variant === undefined) === (wire.split === undefined)) return null;
  if (wire.split === undefined) {
    const fixed = isVariant(wire.variant) ? outcomeOf(wire.variant, false) : null;
    return fixed && { fixed, split: null };
  }
  const split = compileSplit(wire, outcomeOf);
  return split && { fixed: null, split };
}

function compileSplit(wire: Readonly<Record<string, unknown>>, outcomeOf: OutcomeOf): Split | null {
  if (!isSeed(wire.seed) || !isOptionalString(wire.by) || !isArray(wire.split)) return null;
  const ends: number[] = [];
  const outcomes: Outcome[] = [];
  let sum = 0;
  for (const part of wire.split) {
    if (!isRecord(part) || !isVariant(part.variant) || !isWeight(part.weight)) return null;
    const outcome = outcomeOf(part.variant, true);
    if (outcome === null) return null;
    if (part.weight === 0) continue;
    sum += part.weight;
    ends.push(sum);
    outcomes.push(outcome);
  }
  if (sum < 1 || sum > BUCKETS) return null;
  const limits = ends.slice(0, -1).map((end) => hashLimit(end, sum));
  const by = wire.by === undefined ? ID : attributeNamed(wire.by);
  return { seed: (wire.seed + 1) | 0, by, limits, outcomes };
}

/** The outcome for a context; null where the bucketing value is missing. */
export function splitFor(split: Split, context: Context, question: Question): Outcome | null {
  const value = bucketingValue(context, split.by, question);
  if (value === null) return null;
  const hash = orderedHash(value, split.seed);
  const { limits, outcomes } = split;
  let i = 0;
  while (i < limits.length && hash >= (limits[i] ?? 0)) i++;
  return outcomes[i] ?? null;
}

function isVariant(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isWeight(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
