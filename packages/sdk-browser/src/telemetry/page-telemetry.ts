import { armOf, type CompactEvaluator } from '@sluice/evaluator/compact';
import { RolloutTelemetry, type Telemetry } from '@sluice/sdk-core';
import { BROWSER_CLOCK } from '../browser-clock.js';
import { LogSketch } from './log-sketch.js';

/** Counts what guarded rollouts want to know, by the evaluator of pages: a file that is loaded where a rule is watched. */
export function pageTelemetry(): Telemetry {
  const counted = new RolloutTelemetry({
    monotonicMs: () => BROWSER_CLOCK.monotonicMs(),
    newSketch: () => new LogSketch(),
  });
  return {
    watch: (rules, flagOf) => counted.watch(rules, flagOf),
    request: ({ evaluator, ...asked }) =>
      counted.request({
        ...asked,
        evaluator: {
          armOf: (key, ruleId, context, now) =>
            armOf(evaluator as unknown as CompactEvaluator, { key, ruleId, context, now }),
        },
      }),
    take: () => counted.take(),
    mergeBack: (observations) => counted.mergeBack(observations),
  };
}
