const FIRST_MS = 100;
const LAST_MS = 5_000;

/** Wait before connection attempt `attempt` (0, 1, …), ms: 100 ms doubling to 5 s, half of it jitter drawn by `chance` in [0, 1). */
export function reconnectDelayMs(attempt: number, chance: number): number {
  const ceiling = Math.min(FIRST_MS * 2 ** Math.min(attempt, 10), LAST_MS);
  return ceiling / 2 + (chance * ceiling) / 2;
}
