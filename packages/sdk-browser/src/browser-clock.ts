import type { Clock } from '@sluice/sdk-core';

/** The clocks of this page or worker. */
export const BROWSER_CLOCK: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
