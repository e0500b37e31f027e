import type { Timings } from './timings.js';

/** Longest wait before attempt number `failures + 1`: doubling from the first to the most, in ms. */
export function backoffMs(failures: number, timings: Timings): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 30);
  return Math.min(timings.backoffFirstMs * 2 ** doublings, timings.backoffMostMs);
}
