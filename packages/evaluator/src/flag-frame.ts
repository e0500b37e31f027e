import { enables, type TypedValues } from './compile-values.js';
import {
  outcome,
  pooledOutcome,
  type OffOutcomes,
  type Outcome,
  type OutcomeExtras,
} from './outcome.js';
import type { Links } from './links.js';

/** What the parts of a flag are compiled against. */
export interface FlagFrame {
  readonly typed: TypedValues;
  readonly offVariant: string | null;
  readonly off: OffOutcomes;
  readonly links: Links;
}

/** The outcome of a variant of the flag; null where it has none of that name. */
export function outcomeIn(
  { typed, offVariant }: Pick<FlagFrame, 'typed' | 'offVariant'>,
  variant: string | null,
  reason: Outcome['reason'],
  extras: OutcomeExtras = {},
): Outcome | null {
  if (variant !== null && !typed.values.has(variant)) return null;
  const enabled = enables(variant, typed, offVariant);
  return extras.prerequisite === undefined
    ? pooledOutcome(variant, enabled, reason, extras)
    : outcome(variant, enabled, reason, extras);
}
