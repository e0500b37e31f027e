import type { Rule } from '@sluice/evaluator';
import {
  checkBy,
  checkIds,
  checkRollout,
  checkRuleConditions,
  checkServe,
  checkVariant,
  problemAt,
  shown,
  tooLong,
  MAX_LIST_ENTRIES,
  type Problem,
} from '../../targeting/index.js';
import { referencesOf } from '../../wire/index.js';
import type { FlagConfigState } from './flag-config.js';

const RULE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What a configuration is checked against. */
export interface ConfigFacts {
  readonly variants: ReadonlySet<string>;
  /** Keys of the environment's segments, as far as the configuration names them. */
  readonly segments: ReadonlySet<string>;
}

/** Problems a configuration has on its own; those of the flags it names are the graph's (evaluation.md §8). */
export function checkConfig(config: FlagConfigState, facts: ConfigFacts): Problem[] {
  const { variants } = facts;
  return [
    ...checkVariant(config.offVariant, variants, 'offVariant'),
    ...checkTargets(config, variants),
    ...checkRuleIds(config.rules),
    ...config.rules.flatMap((rule, index) => checkServing(rule, variants, `rules[${index}]`)),
    ...checkReferringConditions(config.rules, facts.segments),
    ...checkServe(config.fallthrough, variants, 'fallthrough'),
  ];
}

function checkTargets({ targets }: FlagConfigState, variants: ReadonlySet<string>): Problem[] {
  const total = targets.reduce((sum, { ids }) => sum + ids.length, 0);
  if (total > MAX_LIST_ENTRIES) return [tooLong(total, 'targets')];
  return targets.flatMap(({ variant, ids, by }, index) => {
    const where = `targets[${index}]`;
    return [
      ...checkVariant(variant, variants, `${where}.variant`),
      ...checkIds(ids, `${where}.ids`),
      ...checkBy(by, where),
    ];
  });
}

function checkRuleIds(rules: readonly Rule[]): Problem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ id }, index) => {
    const where = `rules[${index}].id`;
    const twice = seen.has(id);
    seen.add(id);
    if (!RULE_ID.test(id)) {
      const message = `${shown(id)} is no rule id; it is 1–64 letters, digits, hyphens or underscores.`;
      return [problemAt(where, 'INVALID_RULE_ID', message)];
    }
    if (!twice) return [];
    const message = `${shown(id)} is the id of an earlier rule; leave it out to get a new one.`;
    return [problemAt(where, 'INVALID_RULE_ID', message)];
  });
}

function checkServing(rule: Rule, variants: ReadonlySet<string>, where: string): Problem[] {
  return [
    ...(rule.rollout === undefined ? [] : checkRollout(rule.rollout, `${where}.rollout`)),
    ...checkServe(rule.serve, variants, `${where}.serve`),
  ];
}

function checkReferringConditions(
  rules: readonly Rule[],
  segments: ReadonlySet<string>,
): Problem[] {
  const problems = checkRuleConditions(rules, 'flag');
  return problems.length > 0 ? problems : checkSegments(rules, segments);
}

function checkSegments(rules: readonly Rule[], segments: ReadonlySet<string>): Problem[] {
  const named = [...referencesOf({ prerequisites: [], rules }).segments];
  return named
    .filter((key) => !segments.has(key))
    .map((key) => {
      const message = `there is no segment ${shown(key)} in this environment. Create it first.`;
      return problemAt('rules', 'UNKNOWN_SEGMENT', message);
    });
}
