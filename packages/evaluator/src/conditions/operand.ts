import { TEST, type StepKind } from './step.js';

/** Whether one value (never an array or another object, never null) matches. */
export type ScalarTest = (value: unknown) => boolean;

/** What a leaf compares with; fields of other kinds keep a neutral value, so that all steps have one shape. */
export interface Operand {
  readonly kind: StepKind;
  readonly strings: readonly string[];
  readonly limit: number;
  readonly test: ScalarTest;
}

/** An operand that asks a function. */
export function testOperand(test: ScalarTest): Operand {
  return { kind: TEST, strings: NO_STRINGS, limit: 0, test };
}

/** An operand for the kinds that need no function. */
export function plainOperand(
  kind: StepKind,
  { strings = NO_STRINGS, limit = 0 }: { strings?: readonly string[]; limit?: number },
): Operand {
  return { kind, strings, limit, test: never };
}

const NO_STRINGS: readonly string[] = [];

function never(): boolean {
  return false;
}
