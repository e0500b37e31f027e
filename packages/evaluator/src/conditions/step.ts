import type { Attribute } from '../attribute.js';
import type { Operand, ScalarTest } from './operand.js';
import type { Requirement } from '../requirement.js';
import type { SegmentSlot } from '../segment-slot.js';

/** A string that is one of `strings`. */
export const STRINGS = 0;
/** A string, number or boolean in `set`. */
export const SET = 1;
/** A number from `low` to `high`. */
export const RANGE = 2;
/** Whatever `test` says. */
export const TEST = 3;
export const EXISTS = 4;
export const SEGMENT = 5;
export const FLAG = 6;

export type StepKind =
  | typeof STRINGS
  | typeof SET
  | typeof RANGE
  | typeof TEST
  | typeof EXISTS
  | typeof SEGMENT
  | typeof FLAG;

export interface StepSubject {
  readonly attribute: Attribute;
  readonly negate: boolean;
  readonly operand: Operand;
  readonly segment: SegmentSlot | null;
  readonly requirement: Requirement | null;
}

/**
 * One question of a rule and where to go on either answer. `all`, `any` and `not` exist only as
 * the way steps are linked: however deeply they are nested, walking them needs no recursion.
 */
export class Step {
  readonly kind: StepKind;
  /** Of the attribute, unfolded: a load fewer per question. */
  readonly name: string;
  readonly slot: number;
  readonly path: readonly string[] | null;
  readonly negate: boolean;
  readonly strings: readonly string[];
  readonly set: ReadonlySet<unknown>;
  readonly low: number;
  readonly high: number;
  readonly test: ScalarTest;
  readonly segment: SegmentSlot | null;
  readonly requirement: Requirement | null;

  constructor(
    subject: StepSubject,
    readonly yes: Next,
    readonly no: Next,
  ) {
    const { operand } = subject;
    this.kind = operand.kind;
    this.name = subject.attribute.name;
    this.slot = subject.attribute.slot;
    this.path = subject.attribute.path;
    this.negate = subject.negate;
    this.strings = operand.strings;
    this.set = operand.set;
    this.low = operand.low;
    this.high = operand.high;
    this.test = operand.test;
    this.segment = subject.segment;
    this.requirement = subject.requirement;
  }
}

/** Where a walk goes on: another step, or its end. */
export type Next = Step | boolean;
