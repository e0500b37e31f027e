import type { Context } from '../evaluator.js';
import type { CompactSegment } from './segment-of.js';
import type { Verdict } from './verdict.js';

/** One question under way. */
export interface Inquiry {
  readonly context: Context;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Flags that are being decided, from the one asked for on. */
  readonly path: string[];
  /** The bucket the last gate compared. */
  bucket: number;
  /** Undefined where there is no such segment, null where it holds something unknown. */
  segment(key: string): CompactSegment | undefined;
  /** What the question ends with when something throws: a cycle of parents, or anything else, too many of them included (evaluation.md §3.5). */
  errorCode: 'PREREQUISITE_CYCLE' | 'GENERAL';
  /** The verdict on a parent; throws where the whole question ends. */
  parent(key: string): Verdict;
}
