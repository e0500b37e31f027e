const TICK_MS = 50;
const USERS = 20_000;

/** Calls `handle` for random users, `perSecond` times a second, until the timer that it returns is cleared. */
export function startTraffic(perSecond, handle) {
  let owed = 0;
  return setInterval(() => {
    owed += (perSecond * TICK_MS) / 1000;
    for (; owed >= 1; owed -= 1) handle({ id: `user-${Math.floor(Math.random() * USERS)}` });
  }, TICK_MS);
}
