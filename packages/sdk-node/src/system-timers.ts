import type { Timers } from '@sluice/sdk-core';

/** Node's timers; one keeps the process alive only when asked to. */
export const SYSTEM_TIMERS: Timers = {
  set: (run, delayMs, keepAlive) => {
    const timer = setTimeout(run, delayMs);
    if (!keepAlive) timer.unref();
    return () => clearTimeout(timer);
  },
};
