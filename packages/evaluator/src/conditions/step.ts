import { ID, type Attribute } from '../attribute.js';
import { NO_OPERAND, type Operand, type ScalarTest } from './operand.js';
import { MISSING, type Outcome } from '../outcome.js';
import { NO_SPLIT, type Split } from '../serve.js';
import { SHUT, type Gate } from '../gate.js';
import type { Requirement } from '../requirement.js';
import type { SegmentSlot } from '../segment-slot.js';
import type { StepKind } from './step-kind.js';

/** What a step asks about; what its kind does not need stays neutral. */
export interface StepSubject {
  readonly attribute: Attribute;
  readonly negate: boolean;
  readonly operand: Operand;
  readonly segment: SegmentSlot | null;
  readonly requirement: Requirement | null;
  readonly gate: Gate;
  readonly split: Split;
  readonly outcome: Outcome;
}

/** The subject of a step that asks nothing. */
export const NO_SUBJECT: StepSubject = {
  attribute: ID,
  negate: false,
  operand: NO_OPERAND,
  segment: null,
  requirement: null,
  gate: SHUT,
  split: NO_SPLIT,
  outcome: MISSING,
};

/**
 * One question of a flag's rules and where to go on either answer. `all`, `any` and `not`, and the
 * order of the rules, exist only as the way steps are linked: walking them needs no recursion.
 * Whatever the kind, a step has one shape and leads to steps, so that the engine knows what it
 * loads without looking (2 ns a step).
 */
export class Step {
  /** Of the attribute, unfolded: a load fewer per question. */
  readonly name: string;
  readonly slot: number;
  readonly path: readonly string[] | null;
  readonly negate: boolean;
  /** The strings a value is compared with, unfolded as well; beyond the last the first again. */
  readonly string: string;
  readonly second: string;
  readonly third: string;
  readonly fourth: string;
  readonly several: boolean;
  readonly set: ReadonlySet<unknown>;
  readonly low: number;
  readonly high: number;
  readonly test: ScalarTest;
  readonly segment: SegmentSlot | null;
  readonly requirement: Requirement | null;
  readonly gate: Gate;
  readonly split: Split;
  readonly outcome: Outcome;
  readonly yes: Step;
  readonly no: Step;
  /** Where a leaf leads whose attribute is there and compares, before `negate`. */
  readonly match: Step;
  /** Where it leads when the attribute is there and does not compare. */
  readonly miss: Step;

  constructor(
    readonly kind: StepKind,
    subject: StepSubject,
    exits: Exits | null,
  ) {
    const { attribute, operand } = subject;
    this.name = attribute.name;
    this.slot = attribute.slot;
    this.path = attribute.path;
    this.negate = subject.negate;
    const [string = '', second = string, third = string, fourth = string] = operand.strings;
    this.string = string;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
    this.several = operand.strings.length > 1;
    this.set = operand.set;
    this.low = operand.low;
    this.high = operand.high;
    this.test = operand.test;
    this.segment = subject.segment;
    this.requirement = subject.requirement;
    this.gate = subject.gate;
    this.split = subject.split;
    this.outcome = subject.outcome;
    this.yes = exits === null ? this : exits.yes;
    this.no = exits === null ? this : exits.no;
    this.match = this.negate ? this.no : this.yes;
    this.miss = this.negate ? this.yes : this.no;
  }
}

/** Where a step leads on either answer. */
export interface Exits {
  readonly yes: Step;
  readonly no: Step;
}
