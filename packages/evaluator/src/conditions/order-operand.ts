import { plainOperand, type Operand } from './operand.js';
import { ABOVE, AT_LEAST, AT_MOST, BELOW } from './step.js';

const KINDS = { lt: BELOW, lte: AT_MOST, gt: ABOVE, gte: AT_LEAST } as const;

/** `lt`, `lte`, `gt`, `gte`: any of the values will do, so only the most generous one counts (evaluation.md §4). */
export function orderOperand(
  operator: keyof typeof KINDS,
): (values: readonly unknown[]) => Operand {
  const upwards = operator === 'gt' || operator === 'gte';
  return (values) => {
    const limits = values.filter((value) => Number.isFinite(value)) as number[];
    const limit = upwards
      ? limits.reduce((a, b) => Math.min(a, b), Infinity)
      : limits.reduce((a, b) => Math.max(a, b), -Infinity);
    return plainOperand(KINDS[operator], { limit });
  };
}
