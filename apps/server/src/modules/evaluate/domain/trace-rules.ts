import {
  bucketingValueOf,
  bucketOf,
  scheduleThousandths,
  type Rollout,
  type Rule,
  type Serve,
} from '@sluice/evaluator';
import type { TraceGate, TraceRule } from '@sluice/protocol';
import type { FlagProbe } from './flag-probe.js';
import { bucketedBy } from './trace-answer.js';
import { traceConditions, type TraceBudget } from './trace-conditions.js';

/** What a rule decides alone, with the flag's own variants and without what stands before it. */
export function askRule(probe: FlagProbe, rule: Rule): { decides: boolean; errorCode?: string } {
  const { ruleIndex, errorCode } = probe.partly({
    prerequisites: [],
    targets: [],
    rules: [rule],
    fallthrough: { variant: null },
  });
  const decides = ruleIndex === 0 || errorCode !== undefined;
  return { decides, ...(errorCode !== undefined && { errorCode }) };
}

/** A rule that was reached: conditions, gate, and whether its split can serve. */
export function traceRule(
  probe: FlagProbe,
  { rule, index, decides }: { rule: Rule; index: number; decides: boolean },
  budget: TraceBudget,
): TraceRule {
  return {
    index,
    id: rule.id,
    outcome: decides ? 'decided' : 'passed',
    ...traceConditions(probe, rule.conditions, budget),
    ...(rule.rollout !== undefined && { gate: traceGate(probe, rule.rollout) }),
    ...traceSplit(probe, rule.serve),
  };
}

/** A rule behind the one that decided. */
export function unreachedRule({ id, conditions }: Rule, index: number): TraceRule {
  const conditionsOmitted = conditions.length;
  return { index, id, outcome: 'notReached', conditions: [], conditionsOmitted };
}

/** By what a split chooses, and whether it can; nothing for a single variant. */
export function traceSplit(probe: FlagProbe, serve: Serve): Pick<TraceRule, 'split'> {
  if (!('split' in serve)) return {};
  const serves = askRule(probe, { id: 'r', conditions: [], serve }).decides;
  return { split: { ...bucketedBy(probe.context, serve.by), serves } };
}

function traceGate(probe: FlagProbe, rollout: Rollout): TraceGate {
  const value = bucketingValueOf(probe.context, rollout.by);
  const { range, schedule, percentage } = rollout;
  const now =
    schedule === undefined ? percentage : scheduleThousandths(schedule, probe.at) / THOUSANDTHS;
  return {
    ...bucketedBy(probe.context, rollout.by),
    ...(value !== null && { bucket: bucketOf(value, rollout.seed) }),
    ...(now !== undefined && { percentage: now }),
    ...(range !== undefined && { range: [...range] }),
    scheduled: schedule !== undefined,
    in: probe.admits({ conditions: [], rollout }).holds,
  };
}

/** Of a percent. */
const THOUSANDTHS = 1_000;
