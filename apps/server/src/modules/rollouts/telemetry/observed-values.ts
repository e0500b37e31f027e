import type { RolloutDetail } from '@sluice/protocol';

/** Values that programs tracked: how many, and their sum. */
export interface ObservedValues {
  readonly count: number;
  readonly sum: number;
}

export const NO_VALUES: ObservedValues = { count: 0, sum: 0 };

/** Stored values of both arms of one entry. */
export interface ValuesRow {
  readonly treatment_values: ObservedValues;
  readonly control_values: ObservedValues;
}

/** Both together; a sum that no double holds any more stays as it was. */
export function addValues(a: ObservedValues, b: ObservedValues): ObservedValues {
  const sum = a.sum + b.sum;
  return Number.isFinite(sum) ? { count: a.count + b.count, sum } : a;
}

/** Means by arm; null where nobody tracked a value. */
export function meansOf(row: ValuesRow): NonNullable<RolloutDetail['values']> {
  const mean = ({ count, sum }: ObservedValues) =>
    count === 0 ? null : { count, mean: sum / count };
  return { treatment: mean(row.treatment_values), control: mean(row.control_values) };
}
