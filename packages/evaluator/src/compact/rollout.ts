import { isArray, isRecord, isSeed, thousandthsOf } from '../wire.js';
import { demand, listIn, recordIn, textIn } from './demand.js';
import { hashOf } from './hash-of.js';
import { bucketingValueOf } from './reading.js';
import type { ScheduleOf } from './operators.js';
import type { Inquiry } from './inquiry.js';

const BUCKETS = 100_000;

/** Asks a gate: false out, true in; `open` for everybody, no bucket compared. Leaves the bucket it compared in the inquiry. */
export type CompactGate = (inquiry: Inquiry) => boolean | 'open';

/** The gate of a wire rollout, an absent one being open; throws for a malformed one (evaluation.md §5). */
export function gateOf(wire: unknown, scheduleOf: ScheduleOf | null): CompactGate {
  if (wire === undefined) return () => 'open';
  const { seed, by = 'id', percentage, schedule, range } = recordIn(wire);
  const attribute = textIn(by);
  demand(isSeed(seed));
  demand([percentage, schedule, range].filter((form) => form !== undefined).length === 1);
  const moving = schedule === undefined ? null : (scheduleOf?.(schedule) ?? null);
  demand(schedule === undefined || moving !== null);
  const [from, end] = range === undefined ? [0, thousandthsOf(percentage)] : rangeOf(range);
  demand(moving !== null || end !== null);
  return (inquiry) => {
    const to = moving?.openAt(inquiry.now) ?? end ?? 0;
    if (from === 0 && to >= BUCKETS) return 'open';
    const value = from < to ? bucketingValueOf(inquiry.context, attribute) : null;
    if (value === null) return false;
    const bucket = share(hashOf(value, seed), BUCKETS);
    inquiry.bucket = bucket;
    return bucket >= from && bucket < to;
  };
}

/** Thousandths of a percent, `[from, to)`. */
function rangeOf(wire: unknown): readonly [number, number] {
  demand(isArray(wire) && wire.length === 2 && wire.every(Number.isInteger));
  const [from, to] = wire as unknown as readonly [number, number];
  demand(from >= 0 && from <= to && to <= BUCKETS);
  return [from, to];
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
  const { variant, split, seed, by = 'id' } = recordIn(wire);
  demand((variant === undefined) !== (split === undefined));
  if (split === undefined) {
    const fixed = variantIn(variant);
    return { split: false, pick: () => fixed };
  }
  const attribute = textIn(by);
  demand(isSeed(seed));
  let sum = 0;
  const parts = listIn(split).map((part) => {
    demand(isRecord(part) && Number.isSafeInteger(part.weight) && (part.weight as number) >= 0);
    return { variant: variantIn(part.variant), end: (sum += part.weight as number) };
  });
  demand(sum >= 1 && sum <= BUCKETS);
  return {
    split: true,
    pick: ({ context }) => {
      const value = bucketingValueOf(context, attribute);
      if (value === null) return undefined;
      const roll = share(hashOf(value, seed + 1), sum);
      return parts.find(({ end }) => end > roll)?.variant;
    },
  };
}
