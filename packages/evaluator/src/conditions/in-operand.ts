import { internalised } from '../internalised.js';
import { setOperand, stringsOperand, testOperand, type Operand } from './operand.js';

/** Up to here comparing one by one beats hashing. */
const FEW = 4;

/** `in`: equal, same type (evaluation.md §4). */
export function inOperand(values: readonly unknown[], caseInsensitive: boolean): Operand {
  const few = values.length > 0 && values.length <= FEW;
  if (!caseInsensitive && few && values.every(isString))
    return stringsOperand(values.map(internalised));
  const listed = new Set(values.filter(isComparable).map((value) => fold(value, caseInsensitive)));
  if (!caseInsensitive) return setOperand(listed);
  return testOperand((value) => listed.has(fold(value, true)));
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isComparable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function fold(value: unknown, caseInsensitive: boolean): unknown {
  return caseInsensitive && typeof value === 'string' ? value.toLowerCase() : value;
}
