import { compileRegularExpression } from '../regular-expression/compile-regular-expression.js';
import { testOperand, type Operand } from './operand.js';

/** Attributes above this length never match, which bounds the time any accepted expression takes. */
const MAX_UNITS = 4096;

/** `matches`; null where one of the expressions does not compile or is not linear-time (evaluation.md §4, §8). */
export function patternOperand(
  values: readonly unknown[],
  caseInsensitive: boolean,
): Operand | null {
  const expressions: RegExp[] = [];
  for (const value of values) {
    if (typeof value !== 'string') continue;
    const compiled = compileRegularExpression(value, caseInsensitive);
    if (!compiled.ok) return null;
    expressions.push(compiled.expression);
  }
  return testOperand(
    (value) =>
      typeof value === 'string' &&
      value.length <= MAX_UNITS &&
      expressions.some((expression) => expression.test(value)),
  );
}
