import type { Attribute } from '../attribute.js';
import type { Operand, ScalarTest } from './operand.js';
import type { Requirement } from '../requirement.js';
import type { SegmentSlot } from '../segment-slot.js';

/** How a step answers; leaves first. */
export const STRINGS = 0;
export const BELOW = 1;
export const AT_MOST = 2;
export const ABOVE = 3;
export const AT_LEAST = 4;
export const TEST = 5;
export const EXISTS = 6;
export const SEGMENT = 7;
export const FLAG = 8;

export type StepKind =
  | typeof STRINGS
  | typeof BELOW
  | typeof AT_MOST
  | typeof ABOVE
  | typeof AT_LEAST
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
  readonly attribute: Attribute;
  readonly negate: boolean;
  readonly strings: readonly string[];
  readonly limit: number;
  readonly test: ScalarTest;
  readonly segment: SegmentSlot | null;
  readonly requirement: Requirement | null;

  constructor(
    subject: StepSubject,
    readonly yes: Next,
    readonly no: Next,
  ) {
    this.kind = subject.operand.kind;
    this.attribute = subject.attribute;
    this.negate = subject.negate;
    this.strings = subject.operand.strings;
    this.limit = subject.operand.limit;
    this.test = subject.operand.test;
    this.segment = subject.segment;
    this.requirement = subject.requirement;
  }
}

/** Where a walk goes on: another step, or its end. */
export type Next = Step | boolean;
