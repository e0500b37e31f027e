import type { Health } from '../machine/facts.js';

/** Watched SDKs report every 5 s; a check runs up to a quarter of a second after it is due. */
const SUSPECT_MS = 4_500;

/** Time until the next check, in ms: the interval, but at most 4.5 s while something looks bad and is not yet beyond chance. */
export function nextCheckMs(health: Health | null, checkEveryMs: number): number {
  const suspect = health?.kind === 'waiting' && health.reason === 'suspect';
  return suspect ? Math.min(checkEveryMs, SUSPECT_MS) : checkEveryMs;
}
