import type { TouchedFlag } from './domain/needs-full-plan.js';

/** What a write may have changed in one environment. */
export interface Touched {
  /** By id; those whose writer knows all the planner would read again come with it. */
  readonly flags: ReadonlyMap<string, TouchedFlag | null>;
  /** By key: a deleted one has no row to look an id up in. */
  readonly segmentKeys: ReadonlySet<string>;
  /** Anything may have changed. */
  readonly everything: boolean;
}
