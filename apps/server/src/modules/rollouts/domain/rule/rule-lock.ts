import type { Rule } from '@sluice/evaluator';
import type { RuledConfig } from './flag-config.js';

/** What an edit does to a rule that a rollout is stepping. */
export type LockVerdict =
  | { readonly kind: 'untouched' }
  /** Allowed, but who is in the arms changes: hold and evidence begin anew. */
  | { readonly kind: 'arms-edited' }
  | {
      readonly kind: 'locked';
      readonly part: 'rule' | 'conditions' | 'serve' | 'rollout' | 'place';
    };

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with sorted keys, so that the order in which an edit names things does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function split(config: RuledConfig, ruleId: string): { before: Rule[]; rule: Rule | undefined } {
  const index = config.rules.findIndex(({ id }) => id === ruleId);
  return { before: config.rules.slice(0, Math.max(0, index)), rule: config.rules[index] };
}

/**
 * Whether an edit may be saved while a rollout steps the rule: its conditions, serve, gate and its
 * place after earlier rules are locked; targets and earlier rules, and what later rules and the
 * fallthrough serve to the control, may change (rollouts.md, "Lock").
 */
export function lockVerdict(before: RuledConfig, after: RuledConfig, ruleId: string): LockVerdict {
  const old = split(before, ruleId);
  const edited = split(after, ruleId);
  if (!old.rule) return { kind: 'untouched' };
  if (!edited.rule) return { kind: 'locked', part: 'rule' };
  if (!same(old.rule.conditions, edited.rule.conditions))
    return { kind: 'locked', part: 'conditions' };
  if (!same(old.rule.serve, edited.rule.serve)) return { kind: 'locked', part: 'serve' };
  if (!same(old.rule.rollout, edited.rule.rollout)) return { kind: 'locked', part: 'rollout' };
  const earlier = new Set(old.before.map(({ id }) => id));
  const nowEarlier = new Set(edited.before.map(({ id }) => id));
  if (after.rules.some(({ id }) => earlier.has(id) && !nowEarlier.has(id)))
    return { kind: 'locked', part: 'place' };
  const untouched =
    same(before.targets, after.targets) &&
    same(before.rules, after.rules) &&
    same(before.fallthrough, after.fallthrough);
  return { kind: untouched ? 'untouched' : 'arms-edited' };
}
