import type { Rollout } from './rollout.js';

/** Checks further apart than so many intervals do not count as time that was watched. */
const LARGEST_GAP_INTERVALS = 3;

/** A clock corrected by less than this only delays the next check by as much. */
const SET_BACK_MS = 5_000;

/** True when the database's clock stands clearly before the last check: it was corrected, or is another machine's now. */
export function isSetBack({ lastCheckAt }: Rollout, now: number): boolean {
  return lastCheckAt !== null && now < lastCheckAt - SET_BACK_MS;
}

/** True when the time from the last check to `now` does not count as watched; also when there was none, or the clock was set back. */
export function isGap({ lastCheckAt, settings }: Rollout, now: number): boolean {
  if (lastCheckAt === null || now < lastCheckAt) return true;
  return now - lastCheckAt > LARGEST_GAP_INTERVALS * settings.checkEveryMs;
}
