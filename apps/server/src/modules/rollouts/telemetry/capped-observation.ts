import type { Observation } from '@sluice/protocol';
import type { ArmTelemetry } from '../domain/guards/telemetry-cell.js';

/** What of an observation under a client key is believed. */
export interface CappedObservation {
  readonly arm: ArmTelemetry;
  readonly latencies: Observation['latencies'];
}

/**
 * An observation as if it were of at most `room` requests, its shares kept, and without what cannot be
 * true: more errors than requests, more slow ones than timed ones, thresholds that nobody asked about.
 */
export function cappedObservation(
  { count, errors, timed, slow, latencies }: Observation,
  slowerThanMs: readonly number[],
  room: number,
): CappedObservation {
  const share = count > room ? room / count : 1;
  const scaled = (part: number, most: number): number => Math.min(Math.round(part * share), most);
  const requests = Math.min(count, room);
  const measured = scaled(timed, requests);
  const counted = new Map(slow.map((one) => [one.overMs, one.count]));
  const bySlowness = slowerThanMs.map((overMs) => {
    return [String(overMs), scaled(counted.get(overMs) ?? 0, measured)] as const;
  });
  let left = measured;
  const bins: Observation['latencies'] = [];
  for (const [bin, binned] of latencies) {
    const kept = scaled(binned, left);
    if (kept > 0) bins.push([bin, kept]);
    left -= kept;
  }
  const arm = { count: requests, errors: scaled(errors, requests), timed: measured };
  return { arm: { ...arm, slow: Object.fromEntries(bySlowness) }, latencies: bins };
}
