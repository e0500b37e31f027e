import type { FlagConfig, RolloutView } from '@sluice/protocol';

/**
 * Share of users, 0–100, that a flag's rollout or its only rule for everyone lets in at present; 0 where
 * the flag is disabled; null where that is no single number.
 */
export function presentPercentage(
  { enabled, rules }: Pick<FlagConfig, 'enabled' | 'rules'>,
  rollout?: Pick<RolloutView, 'rule'>,
): number | null {
  if (!enabled) return 0;
  const open = rules.filter(({ conditions }) => conditions.length === 0);
  const rule =
    rules.find(({ id }) => id === rollout?.rule) ?? (open.length === 1 ? open[0] : undefined);
  if (rule === undefined) return null;
  return rule.rollout === undefined ? 100 : (rule.rollout.percentage ?? null);
}
