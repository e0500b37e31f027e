/** Requests of one arm in one place and time, and how many of them were bad (failed, or too slow). */
export interface Counts {
  readonly count: number;
  readonly bad: number;
}

export const NO_COUNTS: Counts = { count: 0, bad: 0 };

/** Both together. */
export function addCounts(a: Counts, b: Counts): Counts {
  return { count: a.count + b.count, bad: a.bad + b.bad };
}

/** Share of bad requests, 0–1; 0 where there were none at all. */
export function shareOf(counts: Counts): number {
  return counts.count === 0 ? 0 : counts.bad / counts.count;
}
