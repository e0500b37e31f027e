import { ID, attributeNamed, bucketingValue, type Attribute } from './attribute.js';
import { BUCKETS, hashLimit } from './bucket.js';
import { hash32 } from './murmur3.js';
import { compileSchedule, thousandthsAt, type CompiledSchedule } from './schedule.js';
import { isArray, isOptionalString, isRecord, isSeed, thousandthsOf } from './wire.js';
import type { Context } from './evaluator.js';
import type { Question } from './question.js';

const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;

/** Who a rule's rollout lets in: the hashes from `first` to `last` (as {@link orderedHash} orders them). */
export interface Gate {
  readonly seed: number;
  readonly by: Attribute;
  readonly first: number;
  readonly last: number;
  /** Decides `last` at evaluation time. */
  readonly schedule: CompiledSchedule | null;
  /** Whether {@link passes} can answer: a fixed part of the users, by their id. */
  readonly common: boolean;
  /** Whether everybody passes, so that no bucket is compared. */
  readonly open: boolean;
  /** Whether nobody passes. */
  readonly shut: boolean;
}

/** The gate of a wire rollout; an absent one is open, null stands for a malformed one. */
export function compileGate(wire: unknown): Gate | null {
  if (wire === undefined) return OPEN;
  if (!isRecord(wire) || !isSeed(wire.seed) || !isOptionalString(wire.by)) return null;
  const forms = [wire.percentage, wire.schedule, wire.range].filter((form) => form !== undefined);
  if (forms.length !== 1) return null;
  const by = wire.by === undefined ? ID : attributeNamed(wire.by);
  if (wire.schedule !== undefined) {
    const schedule = compileSchedule(wire.schedule);
    return schedule && gateOf(wire.seed, by, SCHEDULED, schedule);
  }
  const range = wire.range === undefined ? upTo(wire.percentage) : rangeOf(wire.range);
  return range && gateOf(wire.seed, by, range, null);
}

/** Thousandths of a percent, `[from, to)`. */
type Range = readonly [number, number];

/** Stands in where the schedule decides: neither open nor shut. */
const SCHEDULED: Range = [0, 1];

function upTo(percentage: unknown): Range | null {
  const part = thousandthsOf(percentage);
  return part === null ? null : [0, part];
}

function rangeOf(wire: unknown): Range | null {
  if (!isArray(wire) || wire.length !== 2) return null;
  const [from, to] = wire;
  if (!Number.isInteger(from) || !Number.isInteger(to)) return null;
  const range = [from as number, to as number] as const;
  return range[0] >= 0 && range[1] <= BUCKETS && range[0] <= range[1] ? range : null;
}

function gateOf(
  seed: number,
  by: Attribute,
  [from, to]: Range,
  schedule: CompiledSchedule | null,
): Gate {
  return {
    seed: seed | 0,
    by,
    first: from === 0 ? LOWEST : hashLimit(from, BUCKETS),
    last: lastOf(to),
    schedule,
    common: by === ID && schedule === null && from < to,
    open: from === 0 && to === BUCKETS,
    shut: from >= to,
  };
}

function lastOf(to: number): number {
  return to === BUCKETS ? HIGHEST : hashLimit(to, BUCKETS) - 1;
}

/** Lets everybody in. */
export const OPEN = gateOf(0, ID, [0, BUCKETS], null);
/** Lets nobody in. */
export const SHUT = gateOf(0, ID, [0, 0], null);

/** What a gate says of a context; `open` where it lets everybody in and compared no bucket. */
export type Admission = typeof REFUSED | typeof ADMITTED | typeof ADMITTED_OPEN;
export const REFUSED = 0;
export const ADMITTED = 1;
export const ADMITTED_OPEN = 2;

/** {@link admission} for a common gate: small, so that it is inlined where rules are decided. */
export function passes(gate: Gate, context: Context, question: Question): Admission {
  const id = bucketingValue(context, gate.by, question);
  if (id === null) return REFUSED;
  const hash = hash32(id, gate.seed) ^ 0x80000000;
  question.hash = hash;
  return hash < gate.first || hash > gate.last ? REFUSED : ADMITTED;
}

/** Asks a gate; leaves the hash it compared in the question, for the detail's bucket. */
export function admission(gate: Gate, context: Context, question: Question): Admission {
  if (gate.open) return ADMITTED_OPEN;
  if (gate.shut) return REFUSED;
  let { last } = gate;
  if (gate.schedule !== null) {
    const thousandths = thousandthsAt(gate.schedule, question.now);
    if (thousandths >= BUCKETS) return ADMITTED_OPEN;
    if (thousandths <= 0) return REFUSED;
    last = lastOf(thousandths);
  }
  const id = bucketingValue(context, gate.by, question);
  if (id === null) return REFUSED;
  const hash = hash32(id, gate.seed) ^ 0x80000000;
  question.hash = hash;
  return hash < gate.first || hash > last ? REFUSED : ADMITTED;
}
