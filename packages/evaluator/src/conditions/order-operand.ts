import { rangeOperand, type Operand } from './operand.js';

type OrderOperator = 'lt' | 'lte' | 'gt' | 'gte';

/** `lt`, `lte`, `gt`, `gte` on finite numbers: any of the values will do, so only the most generous one counts (evaluation.md §4). */
export function orderOperand(operator: OrderOperator): (values: readonly unknown[]) => Operand {
  const upwards = operator === 'gt' || operator === 'gte';
  const strict = operator === 'lt' || operator === 'gt';
  return (values) => {
    const limits = values.filter(isFinite);
    if (limits.length === 0) return rangeOperand(1, -1);
    const limit = limits.reduce((a, b) => (upwards ? Math.min(a, b) : Math.max(a, b)));
    const bound = strict ? neighbour(limit, upwards) : limit;
    return upwards ? rangeOperand(bound, Number.MAX_VALUE) : rangeOperand(-Number.MAX_VALUE, bound);
  };
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

const view = new DataView(new ArrayBuffer(8));

/** The next double above or below a finite one, so that every comparison is one of closed bounds. */
function neighbour(value: number, upwards: boolean): number {
  if (value === 0) return upwards ? Number.MIN_VALUE : -Number.MIN_VALUE;
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  view.setBigInt64(0, bits + (value > 0 === upwards ? 1n : -1n));
  return view.getFloat64(0);
}
