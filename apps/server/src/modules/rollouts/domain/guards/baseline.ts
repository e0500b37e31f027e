import { addCounts, NO_COUNTS, shareOf } from '../statistics/counts.js';
import { learnScatter } from '../statistics/learn-scatter.js';
import type { Guard } from './guard.js';
import type { TelemetryMemory } from './guard-memory.js';
import { cellFor, type TelemetryCell } from './telemetry-cell.js';

/**
 * What a telemetry guard knows before its rollout begins, from the telemetry of the same rule at 0 %
 * in the hour before: share of bad requests, if there were enough, and how they scatter.
 */
export function learnBaseline(
  memory: TelemetryMemory,
  guard: Guard,
  cells: readonly TelemetryCell[],
): TelemetryMemory {
  const seen = cells.map((cell) => cellFor(guard, cell));
  const evidence = learnScatter(memory.evidence, seen);
  const total = seen.map(({ control }) => control).reduce(addCounts, NO_COUNTS);
  const baseline = total.count >= guard.minimumSamples ? shareOf(total) : null;
  return { ...memory, evidence, baseline };
}
