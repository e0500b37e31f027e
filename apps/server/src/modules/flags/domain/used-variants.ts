import type { Serve } from '@sluice/evaluator';
import type { FlagConfigState } from './flag-config.js';

/** Names of the variants that a configuration serves anywhere. */
export function usedVariants(config: FlagConfigState): ReadonlySet<string> {
  const used = new Set<string>();
  const use = (variant: string | null): void => {
    if (variant !== null) used.add(variant);
  };
  const useServe = (serve: Serve): void => {
    if ('split' in serve) for (const { variant } of serve.split) use(variant);
    else use(serve.variant);
  };
  use(config.offVariant);
  for (const { variant } of config.targets) use(variant);
  for (const { serve } of config.rules) useServe(serve);
  useServe(config.fallthrough);
  return used;
}
