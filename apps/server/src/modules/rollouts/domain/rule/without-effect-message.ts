import type { FlagConfigState } from '../../../flags/index.js';
import { variantsOf } from './serves.js';

/** Where a rollout without effect was asked for. */
export interface WithoutEffectPlace {
  readonly flag: string;
  readonly environment: string;
  readonly ruleId: string;
  readonly variants: readonly string[];
}

/** Why a rollout of the rule would change nothing, and what to type first so that it does. */
export function withoutEffectMessage(
  config: Pick<FlagConfigState, 'rules' | 'fallthrough' | 'offVariant'>,
  { flag, environment, ruleId, variants }: WithoutEffectPlace,
): string {
  const at = config.rules.findIndex(({ id }) => id === ruleId);
  const [served = null] = variantsOf(config.fallthrough);
  if (at !== config.rules.length - 1)
    return `Everyone outside the rule ${ruleId} of ${flag} gets the same by a later rule or the fallthrough: the rollout would change nothing. Change those first.`;
  const other = [config.offVariant, ...variants].find((name) => name !== null && name !== served);
  const advice = `sluice flags set ${flag} --env ${environment} --fallthrough ${other ?? 'VARIANT'}`;
  return `Everyone outside the rollout gets ${served ?? 'the same'} too, by the fallthrough of ${flag} in ${environment}: the rollout would change nothing. Serve them something else first: ${advice}`;
}
