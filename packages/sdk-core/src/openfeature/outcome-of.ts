import type { Outcome } from '../ports/telemetry.js';

/** What OpenFeature's tracking details say of a piece of work; their other members are not kept. */
export function outcomeOf(details: unknown): Outcome {
  const { error, latencyMs, value } = (details ?? {}) as Record<string, unknown>;
  return {
    ...(error !== undefined && { error }),
    ...(typeof latencyMs === 'number' && { latencyMs }),
    ...(typeof value === 'number' && { value }),
  };
}
