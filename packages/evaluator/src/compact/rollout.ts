import { isRecord, isSeed, thousandthsOf } from '../wire.js';
import { demand, listIn, recordIn } from './demand.js';
import { hashOf } from './hash-of.js';
import { subjectBy } from './reading.js';
import type { ScheduleOf } from './operators.js';
import type { Inquiry } from './inquiry.js';

const BUCKETS = 100_000;

/** Asks a gate: false out, true in; `open` for everybody, no bucket compared. Leaves the bucket it compared in the inquiry. */
export type CompactGate = (inquiry: Inquiry) => boolean | 'open';

/** The gate of a wire rollout, an absent one being open; throws for a malformed one (evaluation.md §5). */
export function gateOf(wire: unknown, scheduleOf: ScheduleOf | null): CompactGate {
  if (wire === undefined) return () => 'open';
  const { seed, by, percentage, schedule, range } = recordIn(wire);
  const subject = subjectBy(by);
  demand(isSeed(seed));
  demand([percentage, schedule, range].filter((form) => form !== undefined).length === 1);
  const moving = schedule !== undefined && scheduleOf?.(schedule);
  const fixed = range ?? [0, moving ? 0 : thousandthsOf(percentage)];
  // Thousandths of a percent, from the one to below the other.
  const [from, end, third] = listIn(fixed) as readonly number[];
  demand(isWhole(from) && isWhole(end) && from <= end && end <= BUCKETS && third === undefined);
  return (inquiry) => {
    const to = moving ? moving.openAt(inquiry.now) : end;
    if (from === 0 && to >= BUCKETS) return 'open';
    const value = from < to ? subject(inquiry) : null;
    if (value === null) return false;
    const bucket = share(hashOf(value, seed), BUCKETS);
    inquiry.bucket = bucket;
    return bucket >= from && bucket < to;
  };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function share(hash: number, whole: number): number {
  return Math.floor((hash * whole) / 2 ** 32);
}

/** What a rule or the fallthrough serves. */
export interface CompactServe {
  readonly split: boolean;
  /** The variant, null for none, undefined where the bucketing value is missing. */
  readonly pick: (inquiry: Inquiry) => string | null | undefined;
}

/** Reads the name of one of the flag's variants, or null; throws for anything else. */
export type VariantIn = (wire: unknown) => string | null;

/** The compiled form of a serve; throws for anything malformed. */
export function serveOf(wire: unknown, variantIn: VariantIn): CompactServe {
  const { variant, split, seed, by } = recordIn(wire);
  demand((variant === undefined) !== (split === undefined));
  if (split === undefined) {
    const fixed = variantIn(variant);
    return { split: false, pick: () => fixed };
  }
  const subject = subjectBy(by);
  demand(isSeed(seed));
  let sum = 0;
  const parts = listIn(split).map((part) => {
    demand(isRecord(part) && isWhole(part.weight));
    return { variant: variantIn(part.variant), end: (sum += part.weight) };
  });
  demand(sum >= 1 && sum <= BUCKETS);
  return {
    split: true,
    pick: (inquiry) => {
      const value = subject(inquiry);
      if (value === null) return undefined;
      const roll = share(hashOf(value, seed + 1), sum);
      return parts.find(({ end }) => end > roll)?.variant;
    },
  };
}
