import type { Rule, Serve } from '@sluice/evaluator';
import type { RuledConfig } from './flag-config.js';
import { servesSame, variantsOf } from './serves.js';

const takesEveryone = ({ conditions, rollout }: Rule): boolean =>
  conditions.length === 0 && (rollout === undefined || rollout.percentage === 100);

/** Rules that someone outside the gate of the rule may still meet, and what serves the rest. */
function after(config: RuledConfig, ruleId: string): { rules: Rule[]; rest: Serve } {
  const later = config.rules.slice(config.rules.findIndex(({ id }) => id === ruleId) + 1);
  const end = later.findIndex(takesEveryone);
  if (end === -1) return { rules: later, rest: config.fallthrough };
  return { rules: later.slice(0, end), rest: later[end]?.serve ?? config.fallthrough };
}

/** True when nobody would notice the rollout: everyone outside the gate gets the same variant anyway. */
export function isWithoutEffect(config: RuledConfig, ruleId: string): boolean {
  const rule = config.rules.find(({ id }) => id === ruleId);
  if (!rule) return false;
  const { rules, rest } = after(config, ruleId);
  return servesSame(rule.serve, rest) && rules.every(({ serve }) => servesSame(rule.serve, serve));
}

/**
 * What a rollback takes back unless told otherwise: the flag where this rule and the fallthrough are
 * all that could serve the variant; else the rule, so that nobody loses what another rule or a target
 * gave them.
 */
export function defaultOnRollback(config: RuledConfig, ruleId: string): 'flag' | 'rule' {
  const rule = config.rules.find(({ id }) => id === ruleId);
  if (!rule) return 'rule';
  const stepped = new Set(variantsOf(rule.serve));
  const others = [
    ...config.targets.map(({ variant }) => variant),
    ...config.rules.filter(({ id }) => id !== ruleId).flatMap(({ serve }) => variantsOf(serve)),
  ];
  return others.some((variant) => stepped.has(variant)) ? 'rule' : 'flag';
}
