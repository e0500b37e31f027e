import type { JudgedBatch } from './judge-batch.js';

/** An accepted batch that is not in the database yet. */
export interface PendingBatch extends JudgedBatch {
  readonly id: string;
  readonly environmentId: string;
}

/** How much memory a batch takes, in entries. */
export function sizeOf({ counts, unknown }: JudgedBatch): number {
  return 1 + counts.length + unknown.length;
}
