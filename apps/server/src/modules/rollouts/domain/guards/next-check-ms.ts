import type { Health } from '../machine/facts.js';

/** Watched SDKs report so often: looking sooner would show nothing new. */
const REPORTS_EVERY_MS = 5_000;

/** Time until the next check, in ms: the interval, but at most 5 s while something looks bad and is not yet beyond chance. */
export function nextCheckMs(health: Health | null, checkEveryMs: number): number {
  const suspect = health?.kind === 'waiting' && health.reason === 'suspect';
  return suspect ? Math.min(checkEveryMs, REPORTS_EVERY_MS) : checkEveryMs;
}
