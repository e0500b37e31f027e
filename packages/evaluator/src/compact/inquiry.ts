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
  /** The verdict on a parent; throws a {@link QuestionEnd} where the whole question ends. */
  parent(key: string): Verdict;
}

/** Thrown to end a question whose parents go in a circle or are too many (evaluation.md §3.5). */
export class QuestionEnd extends Error {
  constructor(readonly errorCode: 'PREREQUISITE_CYCLE' | 'GENERAL') {
    super();
  }
}
