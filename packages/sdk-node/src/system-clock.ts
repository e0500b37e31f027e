import type { Clock } from '@sluice/sdk-core';

/** The clocks of this machine. */
export const SYSTEM_CLOCK: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
