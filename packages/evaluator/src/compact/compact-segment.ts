import { isArray, isRecord } from '../wire.js';
import { isUnderstood } from '../level.js';
import { compileConditions, type Condition } from './condition.js';
import { idTest } from './id-test.js';
import { bucketingValueOf } from './reading.js';
import { compactGate } from './rollout.js';
import type { Vocabulary } from './operators.js';

/** A segment ready for matching. */
export interface CompactSegment {
  /** Whether it holds something unknown, so that no rule that names it may match. */
  readonly poisoned: boolean;
  readonly holds: Condition;
}

/** The compiled form of a segment: `included` beats `excluded` beats rules (evaluation.md §4). */
export function compactSegment(wire: unknown, vocabulary: Vocabulary): CompactSegment {
  const holds = understood(wire, vocabulary);
  return { poisoned: holds === null, holds: holds ?? (() => false) };
}

function understood(wire: unknown, vocabulary: Vocabulary): Condition | null {
  if (!isRecord(wire)) return null;
  const { needs, by = 'id' } = wire;
  if (typeof by !== 'string' || !isArray(wire.rules)) return null;
  if (needs !== undefined && !isUnderstood(needs)) return null;
  const included = idTest(wire.included);
  const excluded = idTest(wire.excluded);
  const rules = wire.rules.map((rule) => compileRule(rule, vocabulary));
  if (included === null || excluded === null || rules.includes(null)) return null;
  return (inquiry) => {
    const id = bucketingValueOf(inquiry.context, by);
    if (id !== null && included(id)) return true;
    if (id !== null && excluded(id)) return false;
    return rules.some((rule) => rule?.(inquiry));
  };
}

function compileRule(wire: unknown, vocabulary: Vocabulary): Condition | null {
  if (!isRecord(wire)) return null;
  const holds = compileConditions(wire.conditions, { vocabulary, segments: null });
  const gate = compactGate(wire.rollout, vocabulary.schedule);
  return holds && gate && ((inquiry) => holds(inquiry) && gate(inquiry) !== null);
}
