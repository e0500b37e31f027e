import type { LocalState } from '@sluice/evaluator';
import type { EventBatch } from '@sluice/protocol';
import { EVENT_LIMITS, LONGEST_KEY } from '../events/event-limits.js';

/** What is overridden in this process, as reported to the server. */
export function localReport({ shutdown, overrides }: Required<LocalState>): EventBatch['local'] {
  const entries = Object.entries(overrides)
    .filter(([flag, { variant }]) => flag.length <= LONGEST_KEY && variant.length <= LONGEST_KEY)
    .slice(0, EVENT_LIMITS.overrides);
  return { shutdown, overrides: entries.map(([flag, override]) => ({ flag, ...override })) };
}
