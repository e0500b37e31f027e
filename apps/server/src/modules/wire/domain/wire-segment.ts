import type { Segment } from '@sluice/evaluator';
import { canonicalSegmentRule } from './canonical-rule.js';
import type { StoredSegment } from './stored-segment.js';

/** The wire form of a segment, members in fixed order. `version` is for the planner to set. */
export function wireSegment(segment: StoredSegment): Segment {
  return {
    key: segment.key,
    version: 0,
    ...(segment.by !== undefined && { by: segment.by }),
    included: [...segment.included],
    excluded: [...segment.excluded],
    rules: segment.rules.map(canonicalSegmentRule),
  };
}
