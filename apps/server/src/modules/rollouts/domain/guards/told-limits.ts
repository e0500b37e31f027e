import type { Guard } from './guard.js';

/** A guard's limits in the words of the API, as they are kept beside the readings that a decision rests on. */
export interface ToldLimit extends Pick<
  Guard,
  'metric' | 'comparison' | 'threshold' | 'minimumSamples' | 'margin' | 'action'
> {
  readonly guard: string;
  /** What kind of source; addresses and queries are not repeated. */
  readonly source: Guard['source']['kind'];
  readonly windowSeconds: number | null;
}

/** The limits of all guards, in their order. */
export function toldLimits(guards: readonly Guard[]): ToldLimit[] {
  return guards.map(({ id, source, windowMs, ...guard }) => ({
    guard: id,
    metric: guard.metric,
    source: source.kind,
    comparison: guard.comparison,
    threshold: guard.threshold,
    windowSeconds: windowMs === undefined ? null : windowMs / 1_000,
    minimumSamples: guard.minimumSamples,
    margin: guard.margin,
    action: guard.action,
  }));
}
