import type { SegmentRule } from '@sluice/evaluator';

/** A segment as stored: all that its wire form is made of; lists are never hashed. */
export interface StoredSegment {
  readonly key: string;
  readonly by?: string;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly rules: readonly SegmentRule[];
}
