import { BUCKETS, bucketOfHash } from '../bucket.js';
import { hash32 } from '../murmur3.js';
import { isArray, isRecord, isSeed, thousandthsOf } from '../wire.js';
import { bucketingValueOf } from './reading.js';
import type { ScheduleOf } from './operators.js';
import type { Inquiry } from './inquiry.js';

/** What a gate says: `null` out, else in, and whether a bucket was compared. */
export type GateAnswer = { readonly bucketed: boolean } | null;

/** Asks a gate; leaves the bucket it compared in the inquiry. */
export type CompactGate = (inquiry: Inquiry) => GateAnswer;

const OPEN: GateAnswer = { bucketed: false };
const IN: GateAnswer = { bucketed: true };

/** The gate of a wire rollout; an absent one is open, null stands for a malformed one (evaluation.md §5). */
export function compactGate(wire: unknown, scheduleOf: ScheduleOf | null): CompactGate | null {
  if (wire === undefined) return () => OPEN;
  if (!isRecord(wire)) return null;
  const { seed, by = 'id', percentage, schedule, range } = wire;
  if (!isSeed(seed) || typeof by !== 'string') return null;
  if ([percentage, schedule, range].filter((form) => form !== undefined).length !== 1) return null;
  const limits = schedule === undefined ? limitsOf(percentage, range) : null;
  const moving = schedule === undefined ? null : (scheduleOf?.(schedule) ?? null);
  if (limits === null && moving === null) return null;
  return (inquiry) => {
    const [from, to] = limits ?? [0, moving?.at(inquiry.now) ?? 0];
    if (from === 0 && to >= BUCKETS) return OPEN;
    if (from >= to) return null;
    const value = bucketingValueOf(inquiry.context, by);
    if (value === null) return null;
    const bucket = bucketOfHash(hash32(value, seed));
    inquiry.bucket = bucket;
    return bucket >= from && bucket < to ? IN : null;
  };
}

/** Thousandths of a percent, `[from, to)`. */
function limitsOf(percentage: unknown, range: unknown): readonly [number, number] | null {
  if (range === undefined) {
    const to = thousandthsOf(percentage);
    return to === null ? null : [0, to];
  }
  if (!isArray(range) || range.length !== 2 || !range.every(Number.isInteger)) return null;
  const [from, to] = range as [number, number];
  return from >= 0 && from <= to && to <= BUCKETS ? [from, to] : null;
}

/** Picks a variant: null none, undefined where the bucketing value is missing. */
export type CompactServe = (inquiry: Inquiry) => string | null | undefined;

/** What a rule or the fallthrough serves; null for anything malformed. `isVariant` tells the flag's own. */
export function compactServe(
  wire: unknown,
  isVariant: (variant: unknown) => variant is string | null,
): { readonly pick: CompactServe; readonly split: boolean } | null {
  if (!isRecord(wire) || (wire.variant === undefined) === (wire.split === undefined)) return null;
  const { variant, split, seed, by = 'id' } = wire;
  if (split === undefined) return isVariant(variant) ? { pick: () => variant, split: false } : null;
  if (!isSeed(seed) || typeof by !== 'string' || !isArray(split)) return null;
  const parts: { readonly variant: string | null; readonly end: number }[] = [];
  let sum = 0;
  for (const part of split) {
    if (!isRecord(part) || !isVariant(part.variant) || !isWeight(part.weight)) return null;
    sum += part.weight;
    parts.push({ variant: part.variant, end: sum });
  }
  if (sum < 1 || sum > BUCKETS) return null;
  const pick: CompactServe = ({ context }) => {
    const value = bucketingValueOf(context, by);
    if (value === null) return undefined;
    const roll = Math.floor(((hash32(value, seed + 1) >>> 0) * sum) / 2 ** 32);
    return parts.find(({ end }) => end > roll)?.variant;
  };
  return { pick, split: true };
}

function isWeight(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
