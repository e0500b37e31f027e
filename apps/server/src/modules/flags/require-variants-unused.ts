import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import { usedVariants } from './domain/used-variants.js';
import type { StoredConfig } from './flag.rows.js';
import type { Dependent } from './graph-guard.js';

/** What may still use variants that are to go. */
export interface VariantUsers {
  readonly gone: readonly string[];
  /** Of the flag itself. */
  readonly configs: readonly StoredConfig[];
  readonly dependents: readonly Dependent[];
}

/** Throws `IN_USE`, naming where, if a configuration serves one of these variants or another flag asks for it. */
export function requireVariantsUnused(
  unit: WriteUnit,
  flag: string,
  { gone, configs, dependents }: VariantUsers,
): void {
  const serving = configs.flatMap((config) => {
    const used = usedVariants(config);
    const environment = unit.environments.get(config.environmentId)?.key ?? '';
    return gone
      .filter((variant) => used.has(variant))
      .map((variant) => ({ flag, environment, variant }));
  });
  const asking = dependents.flatMap(({ dependent, environment, variants = [] }) =>
    gone
      .filter((variant) => variants.includes(variant))
      .map((variant) => ({ flag: dependent, environment, variant })),
  );
  const [first] = [...serving, ...asking];
  if (first === undefined) return;
  throw new AppError(
    'IN_USE',
    { flag, dependents: [...serving, ...asking] },
    {
      message: `The variant ${first.variant} of ${flag} is used by ${first.flag} in ${first.environment}. Serve or ask for another one there first.`,
    },
  );
}
