import {
  checkBy,
  checkIds,
  checkRollout,
  checkRuleConditions,
  problemAt,
  shown,
  tooLong,
  MAX_LIST_ENTRIES,
  type Problem,
} from '../../targeting/index.js';
import type { SegmentState } from './segment-state.js';

const SEGMENT_KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** No problem for a key that may be given to a new segment: what holds for flag keys. */
export function checkSegmentKey(key: string): Problem[] {
  if (SEGMENT_KEY.test(key)) return [];
  const message = `${shown(key)} is no segment key; it is 1–128 letters, digits, dots, underscores or hyphens and starts with a letter or digit.`;
  return [problemAt('key', 'INVALID_KEY', message)];
}

/** Problems of a segment: lists of at most 100,000 ids together, conditions about attributes only (evaluation.md §4, §8). */
export function checkSegment(segment: SegmentState): Problem[] {
  const { by, included, excluded, rules } = segment;
  const total = included.length + excluded.length;
  return [
    ...checkBy(by ?? undefined, 'segment'),
    ...(total > MAX_LIST_ENTRIES ? [tooLong(total, 'included and excluded')] : []),
    ...checkIds(included, 'included'),
    ...checkIds(excluded, 'excluded'),
    ...checkRuleConditions(rules, 'segment'),
    ...rules.flatMap(({ rollout }, index) =>
      rollout === undefined ? [] : checkRollout(rollout, `rules[${index}].rollout`),
    ),
  ];
}
