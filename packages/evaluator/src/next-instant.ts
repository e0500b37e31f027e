import { schedulesOf } from './scheduled-keys.js';
import type { CompiledSchedule } from './schedule.js';
import type { FlagRegistry } from './flag-registry.js';

/** How far apart looks at a linear ramp are (streaming.md). */
const RAMP_MS = 10_000;

/** The next instant after `now` at which a schedule of an enabled flag can change an answer, or null. */
export function nextInstant(registry: FlagRegistry, now: number): number | null {
  let next = Infinity;
  for (const { flag } of registry.nodes.values()) {
    if (flag === null || flag.rules.length === 0 || !flag.enabled) continue;
    for (const schedule of schedulesOf(flag)) next = Math.min(next, nextOf(schedule, now));
  }
  return next === Infinity ? null : next;
}

/** The next instant after `now` at which a schedule can change an answer, or Infinity. */
export function nextOf({ instants, linear }: CompiledSchedule, now: number): number {
  const next = instants.findIndex((instant) => instant > now);
  if (next < 0) return Infinity;
  const step = instants[next] ?? Infinity;
  return linear && next > 0 ? Math.min(step, now + RAMP_MS) : step;
}
