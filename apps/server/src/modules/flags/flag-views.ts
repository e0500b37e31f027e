import type { Flag, FlagConfig } from '@sluice/protocol';
import { definitionOf, type FlagDefinition } from './domain/flag-definition.js';
import type { DatedDefinition, StoredConfig } from './flag.rows.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** What lists show of a flag in one environment. */
export type FlagState = Flag['environments'][string];

/** A flag as answered. */
export function flagView(
  flag: DatedDefinition,
  environments: Readonly<Record<string, FlagState>>,
): Flag {
  const definition = definitionOf(flag) as Mutable<FlagDefinition>;
  return {
    id: flag.id,
    key: flag.key,
    type: flag.type,
    ...(definition as Pick<Flag, keyof FlagDefinition>),
    version: flag.version,
    archivedAt: flag.archivedAt?.toISOString() ?? null,
    createdAt: flag.createdAt.toISOString(),
    updatedAt: flag.updatedAt.toISOString(),
    environments: { ...environments },
  };
}

/** A flag's standing per environment, by environment key; environments without a key here are left out. */
export function flagStates(
  configs: readonly StoredConfig[],
  keyOf: (environmentId: string) => string | undefined,
): Record<string, FlagState> {
  const states: Record<string, FlagState> = {};
  for (const { environmentId, enabled, warnings, version } of configs) {
    const key = keyOf(environmentId);
    if (key !== undefined) states[key] = { enabled, warnings: [...warnings], version };
  }
  return states;
}

/** A configuration as answered. */
export function configView(
  config: StoredConfig,
  { flag, environment }: { readonly flag: string; readonly environment: string },
): FlagConfig {
  return {
    flagId: config.flagId,
    flag,
    environment,
    enabled: config.enabled,
    offVariant: config.offVariant,
    targets: config.targets as FlagConfig['targets'],
    rules: [...config.rules],
    fallthrough: config.fallthrough,
    warnings: [...config.warnings],
    version: config.version,
    updatedAt: config.updatedAt.toISOString(),
  };
}
