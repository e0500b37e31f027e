import { addCounts, NO_COUNTS, shareOf } from '../statistics/counts.js';
import { learnScatter } from '../statistics/learn-scatter.js';
import type { Guard } from './guard.js';
import type { TelemetryMemory } from './guard-memory.js';
import { cellFor, type TelemetryCell } from './telemetry-cell.js';

/** Length of what is taken for one check when scatter is learnt from the past, in ms. */
const STRETCH_MS = 10_000;

function stretches(cells: readonly TelemetryCell[]): TelemetryCell[][] {
  const byTime = new Map<number, TelemetryCell[]>();
  for (const cell of cells) {
    const stretch = Math.floor(cell.at / STRETCH_MS);
    byTime.set(stretch, [...(byTime.get(stretch) ?? []), cell]);
  }
  return [...byTime.values()];
}

/**
 * What a telemetry guard knows before its rollout begins, from the telemetry of the same rule at 0 %
 * in the hour before: share of bad requests, if there were enough, and how they scatter.
 */
export function learnBaseline(
  memory: TelemetryMemory,
  guard: Guard,
  cells: readonly TelemetryCell[],
): TelemetryMemory {
  let { evidence } = memory;
  let total = NO_COUNTS;
  for (const stretch of stretches(cells)) {
    const seen = stretch.map((cell) => cellFor(guard, cell));
    evidence = learnScatter(evidence, seen);
    for (const cell of seen) total = addCounts(total, cell.control);
  }
  const baseline = total.count >= guard.minimumSamples ? shareOf(total) : null;
  return { ...memory, evidence, baseline };
}
