import type { FlagConfig, RolloutView } from '@sluice/protocol';
import { rolloutText } from '../words/serve-text.js';
import { percent } from './numbers.js';
import type { PlanSubject } from './plan-lines.js';

function gateWords({ rollout }: FlagConfig['rules'][number], steps: RolloutView['plan']): string {
  const first = percent(steps[0]?.percentage ?? 0);
  const now = rolloutText(rollout);
  if (rollout === undefined) return `has let everyone in so far; begins anew with ${first}`;
  if (rollout.percentage === undefined)
    return `its own course (${now}) is REPLACED by the steps below`;
  return `stands at ${now}; begins anew with ${first}`;
}

/** What a rollout would act on and change at its start, from the configuration as it is now. */
export function ruleWords(rollout: RolloutView, before: FlagConfig, serve: string): PlanSubject {
  const rule = before.rules.find(({ id }) => id === rollout.rule);
  return {
    rule:
      rule === undefined
        ? `a new last one for everyone, serving ${serve}`
        : `${rule.id}: ${gateWords(rule, rollout.plan)}`,
    further: before.enabled ? [] : ['the flag is disabled now; the start enables it'],
  };
}
