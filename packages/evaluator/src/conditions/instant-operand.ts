import { parseInstant } from '../instant.js';
import { testOperand, type Operand } from './operand.js';

/** `before`, `after`: strict comparison of instants (evaluation.md §4). */
export function instantOperand(
  operator: 'before' | 'after',
): (values: readonly unknown[]) => Operand {
  return (values) => {
    const instants = values.map(instantOf).filter((instant) => instant !== null);
    const latest = instants.reduce((a, b) => Math.max(a, b), -Infinity);
    const earliest = instants.reduce((a, b) => Math.min(a, b), Infinity);
    return testOperand((value) => {
      const instant = instantOf(value);
      if (instant === null) return false;
      return operator === 'before' ? instant < latest : instant > earliest;
    });
  };
}

function instantOf(value: unknown): number | null {
  if (typeof value === 'string') return parseInstant(value);
  return Number.isSafeInteger(value) ? (value as number) : null;
}
