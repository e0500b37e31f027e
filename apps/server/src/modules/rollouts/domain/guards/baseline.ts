import { addCounts, NO_COUNTS, shareOf } from '../statistics/counts.js';
import { learnScatter } from '../statistics/learn-scatter.js';
import type { Guard } from './guard.js';
import type { GuardMemory, TelemetryMemory } from './guard-memory.js';
import { cellFor, type TelemetryCell } from './telemetry-cell.js';

/** How long before its start telemetry of the rule is the baseline of a rollout, in ms. */
export const BASELINE_MS = 3_600_000;

/** Cells of an earlier rollout that counted slow requests by another threshold say nothing of this guard's. */
function isCountedFor({ metric, threshold }: Guard, { control }: TelemetryCell): boolean {
  return metric === 'errorRatePercent' || Object.hasOwn(control.slow, String(threshold));
}

/**
 * What a telemetry guard knows before its rollout begins, from the users of the same rule who were not
 * in during the hour before: share of bad requests, if there were enough, and how they scatter.
 */
export function learnBaseline(
  memory: TelemetryMemory,
  guard: Guard,
  cells: readonly TelemetryCell[],
): TelemetryMemory {
  const seen = cells
    .filter((cell) => isCountedFor(guard, cell))
    .map((cell) => cellFor(guard, cell));
  const evidence = learnScatter(memory.evidence, seen);
  const total = seen.map(({ control }) => control).reduce(addCounts, NO_COUNTS);
  const baseline = total.count >= guard.minimumSamples ? shareOf(total) : null;
  return { ...memory, evidence, baseline };
}

/** The same for all guards of a rollout. */
export function withBaseline(
  memory: GuardMemory,
  guards: readonly Guard[],
  cells: readonly TelemetryCell[],
): GuardMemory {
  if (cells.length === 0) return memory;
  const telemetry = { ...memory.telemetry };
  for (const guard of guards) {
    const own = telemetry[guard.id];
    if (own) telemetry[guard.id] = learnBaseline(own, guard, cells);
  }
  return { ...memory, telemetry };
}
