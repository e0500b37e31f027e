import type { Flag, Segment } from './snapshot.js';

/** One element of a delta between two revisions of a view (streaming.md, event `change`). */
export type Change =
  | { readonly put: Flag }
  | { readonly drop: string }
  | { readonly putSegment: Segment }
  | { readonly dropSegment: string }
  | { readonly segmentIds: SegmentIdsChange }
  | { readonly shutdown: boolean };

/** Adds to and removes from one id list of a segment, whose version becomes `version`. */
export interface SegmentIdsChange {
  readonly key: string;
  readonly version: number;
  readonly list: 'included' | 'excluded';
  readonly add: readonly string[] | readonly number[];
  readonly remove: readonly string[] | readonly number[];
}
