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
 * loads without looking (2 ns a step). For the same reason its fields are declared and not defined,
 * which would set each to undefined first; and what a leaf is asked for comes before the rest, to
 * share its cache lines.
 */
export class Step {
  declare readonly kind: StepKind;
  /** Of the attribute, unfolded: a load fewer per question. */
  declare readonly slot: number;
  declare readonly name: string;
  /** Where a leaf leads whose attribute is there and compares, before `negate`. */
  declare readonly match: Step;
  /** Where it leads when the attribute is there and does not compare. */
  declare readonly miss: Step;
  /** The strings a value is compared with, unfolded as well; beyond the last the first again. */
  declare readonly string: string;
  declare readonly many: boolean;
  declare readonly second: string;
  declare readonly low: number;
  declare readonly high: number;
  declare readonly outcome: Outcome;
  declare readonly third: string;
  declare readonly fourth: string;
  declare readonly set: ReadonlySet<unknown>;
  declare readonly yes: Step;
  declare readonly no: Step;
  declare readonly negate: boolean;
  declare readonly path: readonly string[] | null;
  declare readonly test: ScalarTest;
  declare readonly segment: SegmentSlot | null;
  declare readonly requirement: Requirement | null;
  declare readonly gate: Gate;
  declare readonly split: Split;

  constructor(kind: StepKind, subject: StepSubject, exits: Exits | null) {
    const { attribute, operand, negate } = subject;
    const [string = '', second = string, third = string, fourth = string] = operand.strings;
    const yes = exits === null ? this : exits.yes;
    const no = exits === null ? this : exits.no;
    this.kind = kind;
    this.slot = attribute.slot;
    this.name = attribute.name;
    this.match = negate ? no : yes;
    this.miss = negate ? yes : no;
    this.string = string;
    this.many = operand.strings.length > 2;
    this.second = second;
    this.low = operand.low;
    this.high = operand.high;
    this.outcome = subject.outcome;
    this.third = third;
    this.fourth = fourth;
    this.set = operand.set;
    this.yes = yes;
    this.no = no;
    this.negate = negate;
    this.path = attribute.path;
    this.test = operand.test;
    this.segment = subject.segment;
    this.requirement = subject.requirement;
    this.gate = subject.gate;
    this.split = subject.split;
  }
}

/** Where a step leads on either answer. */
export interface Exits {
  readonly yes: Step;
  readonly no: Step;
}
