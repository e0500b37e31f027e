import type { Evaluator, LocalState } from '@sluice/evaluator';
import type { Reduction } from '../view/reduction.js';
import type { View } from '../view/view.js';
import type { LocalOverrides } from './local-overrides.js';
import type { OverrideSources } from './override-sources.js';

/** What overrides flags in this process, as the engine asks it: {@link LocalOverrides}, or nothing at all. */
export interface Overriding {
  readonly state: Required<LocalState>;
  replace(sources: Partial<OverrideSources>): void;
  resolve(view: View | null, by: Reduction['by'], evaluator: Evaluator | null): readonly string[];
  withoutData(key: string): ReturnType<LocalOverrides['withoutData']>;
}

/** Overrides nothing. */
export const NO_OVERRIDES: Overriding = {
  state: { shutdown: false, overrides: {} },
  replace: () => undefined,
  resolve: () => [],
  withoutData: () => null,
};
