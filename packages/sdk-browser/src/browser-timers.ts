import type { Timers } from '@sluice/sdk-core';

/** Timers of this page or worker, where nothing has to be kept alive. */
export const BROWSER_TIMERS: Timers = {
  set: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
