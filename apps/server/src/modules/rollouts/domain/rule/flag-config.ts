import type { Rule, Serve, Target } from '@sluice/evaluator';

/** The part of a flag's configuration in one environment that a rollout has to do with. */
export interface RuledConfig {
  readonly targets: readonly Target[];
  readonly rules: readonly Rule[];
  readonly fallthrough: Serve;
}
