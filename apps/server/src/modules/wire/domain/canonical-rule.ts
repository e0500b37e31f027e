import type { Rollout, Rule, SegmentRule, Serve } from '@sluice/evaluator';
import { canonicalCondition } from './canonical-condition.js';

/** A rule with its members in wire order. */
export function canonicalRule(rule: Rule): Rule {
  return { id: rule.id, ...canonicalSegmentRule(rule), serve: canonicalServe(rule.serve) };
}

/** A rule of a segment with its members in wire order. */
export function canonicalSegmentRule(rule: SegmentRule): SegmentRule {
  return {
    conditions: rule.conditions.map(canonicalCondition),
    ...(rule.rollout !== undefined && { rollout: canonicalRollout(rule.rollout) }),
  };
}

/** What is served, with its members in wire order. */
export function canonicalServe(serve: Serve): Serve {
  if (!('split' in serve)) return { variant: serve.variant };
  return {
    split: serve.split.map(({ variant, weight }) => ({ variant, weight })),
    seed: serve.seed,
    ...(serve.by !== undefined && { by: serve.by }),
  };
}

function canonicalRollout(rollout: Rollout): Rollout {
  const { seed, by, percentage, schedule, range } = rollout;
  return {
    seed,
    ...(by !== undefined && { by }),
    ...(percentage !== undefined && { percentage }),
    ...(schedule !== undefined && {
      schedule: {
        curve: schedule.curve,
        steps: schedule.steps.map((step) => ({ at: step.at, percentage: step.percentage })),
      },
    }),
    ...(range !== undefined && { range: [range[0], range[1]] as const }),
  };
}
