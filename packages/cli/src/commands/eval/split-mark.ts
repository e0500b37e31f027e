import type { TraceRule } from '@sluice/protocol';
import { jsonText } from '../../words/value-text.js';
import type { Mark } from './trace-lines.js';

/** By what a split chooses the variant, and whether it can. */
export function splitMark({ by, value, serves }: NonNullable<TraceRule['split']>): Mark {
  const text =
    value === undefined ? `the user has no ${by} to split by` : `split by ${by} ${jsonText(value)}`;
  return { depth: 0, holds: serves, text };
}
