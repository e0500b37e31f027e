import type { Json } from '@sluice/evaluator';
import type { NeutralCondition, NeutralLeaf } from '../../neutral-model.js';

/** A condition, and contexts for which it holds or not. */
export interface ConditionCases {
  readonly title: string;
  readonly when: NeutralCondition;
  readonly holds: readonly Readonly<Record<string, Json>>[];
  readonly fails: readonly Readonly<Record<string, Json>>[];
}

/** A condition on the attribute `a`. */
export const a = (
  op: string,
  values: readonly Json[],
  more: Partial<NeutralLeaf> = {},
): NeutralLeaf => ({
  attr: 'a',
  op,
  values,
  ...more,
});
/** Contexts whose attribute `a` has each of the values. */
export const of = (...values: readonly Json[]) => values.map((value) => ({ a: value }));
