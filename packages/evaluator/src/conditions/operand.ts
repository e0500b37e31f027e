import { EXISTS, RANGE, SET, STRING, STRINGS, TEST, type StepKind } from './step-kind.js';

/** Whether one value (never an array or another object, never null) matches. */
export type ScalarTest = (value: unknown) => boolean;

/** What a leaf compares with; fields of other kinds keep a neutral value, so that all steps have one shape. */
export interface Operand {
  readonly kind: StepKind;
  readonly strings: readonly string[];
  readonly set: ReadonlySet<unknown>;
  readonly low: number;
  readonly high: number;
  readonly test: ScalarTest;
}

/** Of a step that compares nothing. */
export const NO_OPERAND: Operand = {
  kind: TEST,
  strings: [],
  set: new Set(),
  low: 0.5,
  high: -0.5,
  test: () => false,
};

/** An operand that asks a function. */
export function testOperand(test: ScalarTest): Operand {
  return { ...NO_OPERAND, test };
}

/** An operand for one to four strings, compared one by one. */
export function stringsOperand(strings: readonly string[]): Operand {
  return { ...NO_OPERAND, kind: strings.length === 1 ? STRING : STRINGS, strings };
}

/** An operand for strings, numbers and booleans. */
export function setOperand(set: ReadonlySet<unknown>): Operand {
  return { ...NO_OPERAND, kind: SET, set };
}

/** An operand for the numbers from `low` to `high`. */
export function rangeOperand(low: number, high: number): Operand {
  return { ...NO_OPERAND, kind: RANGE, low, high };
}

/** The operand of `exists`. */
export const EXISTS_OPERAND: Operand = { ...NO_OPERAND, kind: EXISTS };
