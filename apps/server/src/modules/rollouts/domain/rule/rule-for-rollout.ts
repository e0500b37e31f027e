import type { Serve } from '@sluice/evaluator';
import type { RuledConfig } from './flag-config.js';

/** Which rule a rollout acts on: one that exists, or a new last one serving `serve`. */
export type RuleChoice =
  | { readonly ok: true; readonly ruleId: string }
  | { readonly ok: true; readonly ruleId: null; readonly serve: Serve }
  | {
      readonly ok: false;
      readonly code: 'UNKNOWN_RULE' | 'SERVE_REQUIRED';
      readonly message: string;
    };

/**
 * The rule named; else the flag's only rule without conditions; else a new last rule, which serves
 * `on` unless another variant is given (rollouts.md, "What a rollout acts on").
 */
export function ruleForRollout(
  { rules }: RuledConfig,
  asked: { readonly rule?: string | undefined; readonly serve?: string | undefined },
  variants: readonly string[],
): RuleChoice {
  if (asked.rule !== undefined) {
    if (rules.some(({ id }) => id === asked.rule)) return { ok: true, ruleId: asked.rule };
    const known = rules.map(({ id }) => id).join(', ') || 'none';
    const message = `The flag has no rule ${asked.rule}. Its rules are: ${known}.`;
    return { ok: false, code: 'UNKNOWN_RULE', message };
  }
  const open = rules.filter(({ conditions }) => conditions.length === 0);
  const [only] = open;
  if (only && open.length === 1 && asked.serve === undefined) return { ok: true, ruleId: only.id };
  const variant = asked.serve ?? 'on';
  if (variants.includes(variant)) return { ok: true, ruleId: null, serve: { variant } };
  const message = `The flag has no variant ${variant}. Say which of ${variants.join(', ')} the new rule serves.`;
  return { ok: false, code: 'SERVE_REQUIRED', message };
}
