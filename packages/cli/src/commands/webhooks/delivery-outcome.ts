import type { Delivery } from '@sluice/protocol';

/** What became of a delivery, in words. */
export function deliveryOutcome({ state, attempts, lastError }: Delivery): string {
  const tries = attempts === 1 ? 'at the first try' : `after ${attempts} tries`;
  if (state === 'delivered') return `delivered ${tries}`;
  const error = lastError === null ? '' : `: ${lastError}`;
  if (state === 'failed') return `given up ${tries}${error}`;
  return attempts === 0 ? 'not sent so far' : `not arrived ${tries}${error}`;
}
