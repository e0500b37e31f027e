import type { FlagConfig, RolloutView } from '@sluice/protocol';
import { rolloutText } from '../words/serve-text.js';
import { percent } from './numbers.js';
import type { PlanSubject } from './plan-lines.js';

type Rule = FlagConfig['rules'][number];

function gateWords({ rollout }: Rule, start: number): string {
  const now = rolloutText(rollout);
  const anew = start === 0 ? 'goes to 0 % now and waits' : `begins anew with ${percent(start)}`;
  if (rollout === undefined) return `has let everyone in so far; ${anew}`;
  if (rollout.percentage === undefined)
    return `its own course (${now}) is REPLACED by the steps below`;
  return `stands at ${now}; ${anew}`;
}

/** Whom the start takes something away from; empty for nobody. */
function losers(rule: Rule | undefined, { enabled }: FlagConfig, start: number): string[] {
  if (!enabled || rule === undefined) return [];
  const { percentage = 100 } = rule.rollout ?? {};
  return percentage > start ? ['some who have it now LOSE it until the ramp reaches them'] : [];
}

/**
 * What a rollout would act on and change at its start, from the configuration as it is now; `closed`:
 * flags that have to be on for this one, and are disabled.
 */
export function ruleWords(
  rollout: RolloutView,
  before: FlagConfig,
  serve: string,
  closed: readonly string[] = [],
): PlanSubject {
  const rule = before.rules.find(({ id }) => id === rollout.rule);
  const start = rollout.state === 'scheduled' ? 0 : (rollout.plan[0]?.percentage ?? 0);
  return {
    rule:
      rule === undefined
        ? `a new last one for everyone, serving ${serve}`
        : `${rule.id}: ${gateWords(rule, start)}`,
    name: rule === undefined ? 'the new rule' : `rule ${rule.id}`,
    further: [
      ...losers(rule, before, start),
      ...(before.enabled ? [] : ['the flag is disabled now; the start enables it']),
      ...closed.map(
        (parent) =>
          `NOBODY gets it while ${parent}, which it requires, is disabled; once that is enabled, all whom the steps have reached get it at once`,
      ),
    ],
  };
}
