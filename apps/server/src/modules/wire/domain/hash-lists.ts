import {
  hashedId,
  type Condition,
  type Flag,
  type Hashed,
  type Leaf,
  type Segment,
} from '@sluice/evaluator';

/** The two seeds of a list, the same on every replica; `list` names it within its environment. */
export type SeedsOf = (list: string) => readonly [number, number];

/** A flag as browsers get it: id lists and `in` lists of strings as hashes (evaluation.md §4). */
export function hashFlagLists(flag: Flag, seedsOf: SeedsOf): Flag {
  const name = `f:${flag.key}`;
  return {
    ...flag,
    targets: flag.targets.map((target, index) => ({
      ...target,
      ids: hashIds(target.ids as readonly string[], seedsOf(`${name}:target:${index}`)),
    })),
    rules: flag.rules.map((rule) => ({
      ...rule,
      conditions: hashConditions(rule.conditions, `${name}:rule:${rule.id}`, seedsOf),
    })),
  };
}

/** A segment as browsers get it; its seeds depend on its key only, so that one new member is one new hash. */
export function hashSegmentLists(segment: Segment, seedsOf: SeedsOf): Segment {
  const name = `s:${segment.key}`;
  return {
    ...segment,
    included: hashIds(segment.included as readonly string[], seedsOf(`${name}:included`)),
    excluded: hashIds(segment.excluded as readonly string[], seedsOf(`${name}:excluded`)),
    rules: segment.rules.map((rule, index) => ({
      ...rule,
      conditions: hashConditions(rule.conditions, `${name}:rule:${index}`, seedsOf),
    })),
  };
}

function hashConditions(
  conditions: readonly Condition[],
  name: string,
  seedsOf: SeedsOf,
): Condition[] {
  return conditions.map((condition, index) =>
    hashCondition(condition, `${name}.${index}`, seedsOf),
  );
}

function hashCondition(condition: Condition, name: string, seedsOf: SeedsOf): Condition {
  if ('attribute' in condition) return hashLeaf(condition, name, seedsOf);
  if ('all' in condition) return { all: hashConditions(condition.all, name, seedsOf) };
  if ('any' in condition) return { any: hashConditions(condition.any, name, seedsOf) };
  if ('not' in condition) return { not: hashCondition(condition.not, `${name}.0`, seedsOf) };
  return condition;
}

function hashLeaf(leaf: Leaf, name: string, seedsOf: SeedsOf): Leaf {
  const { values, attribute, operator, ...flags } = leaf;
  if (operator !== 'in' || !values?.every((v) => typeof v === 'string')) return leaf;
  const ids = leaf.caseInsensitive === true ? values.map((value) => value.toLowerCase()) : values;
  return { attribute, operator, hashed: hashIds(ids, seedsOf(name)), ...flags };
}

function hashIds(ids: readonly string[], seeds: readonly [number, number]): Hashed {
  const hashes = [...new Set(ids.map((id) => hashedId(id, seeds)))].sort((a, b) => a - b);
  return { seeds, hashes };
}
