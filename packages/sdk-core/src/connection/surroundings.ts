import type { Random } from '../ports/random.js';
import type { Timings } from './timings.js';

/** What a transition may know beside the connection and the event. */
export interface Surroundings {
  /** Monotonic clock, ms. */
  readonly now: number;
  readonly random: Random;
  readonly timings: Timings;
}

/** `ms` give or take a fifth, so that a fleet that started together drifts apart. */
export function jittered(ms: number, random: Random): number {
  return ms * (0.8 + 0.4 * random());
}
