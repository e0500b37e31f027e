import type { Rollout } from './rollout.js';

/** Checks further apart than so many intervals do not count as time that was watched. */
const LARGEST_GAP_INTERVALS = 3;

/** True when the time from the last check to `now` does not count as watched; also when there was none, or the clock was set back. */
export function isGap({ lastCheckAt, settings }: Rollout, now: number): boolean {
  if (lastCheckAt === null || now < lastCheckAt) return true;
  return now - lastCheckAt > LARGEST_GAP_INTERVALS * settings.checkEveryMs;
}
