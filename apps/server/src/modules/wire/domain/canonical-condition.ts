import type { Condition, FlagCondition, Json, Leaf, Prerequisite } from '@sluice/evaluator';
import { canonicalJson } from './canonical-json.js';

/** A prerequisite with its members in wire order. */
export function canonicalPrerequisite(parent: Prerequisite): Prerequisite {
  return {
    flag: parent.flag,
    ...(parent.state !== undefined && { state: parent.state }),
    ...(parent.variants !== undefined && { variants: [...parent.variants] }),
  };
}

/** A condition of any form with its members in wire order; absent and false `negate` are the same. */
export function canonicalCondition(condition: Condition): Condition {
  if ('attribute' in condition) return canonicalLeaf(condition);
  if ('all' in condition) return { all: condition.all.map(canonicalCondition) };
  if ('any' in condition) return { any: condition.any.map(canonicalCondition) };
  if ('not' in condition) return { not: canonicalCondition(condition.not) };
  if ('segment' in condition)
    return { segment: condition.segment, ...(condition.negate === true && { negate: true }) };
  return canonicalFlagCondition(condition);
}

function canonicalFlagCondition(condition: FlagCondition): FlagCondition {
  return {
    ...canonicalPrerequisite(condition),
    ...(condition.negate === true && { negate: true }),
  };
}

function canonicalLeaf(leaf: Leaf): Leaf {
  return {
    attribute: leaf.attribute,
    operator: leaf.operator,
    ...(leaf.values !== undefined && { values: canonicalJson(leaf.values) as readonly Json[] }),
    ...(leaf.negate === true && { negate: true }),
    ...(leaf.caseInsensitive === true && { caseInsensitive: true }),
  };
}
