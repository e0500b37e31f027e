import { murmur3 } from '@sluice/evaluator';
import type { RuleInput } from '@sluice/protocol';
import type { GenesisConfig, GenesisFlag, GenesisHierarchyEntry } from './genesis-schema.js';
import type { ImportedConfig, ImportedDefinition } from './import-document.js';

/** The flag that the genesis programs ask whether a shutdown is on. */
export const GENESIS_SHUTDOWN_FLAG = 'emergency_shutdown';

/** "gene" in ASCII: the constant from which the seeds of imported rules derive. */
export const GENESIS_SEED = 0x67656e65;

/** Bucketing seed of an imported rule: the same for the same key in every import of every copy of a file. */
export function genesisSeedOf(key: string): number {
  return murmur3(key, GENESIS_SEED);
}

/** Flag level of a genesis flag: boolean, permanent, risk and hierarchy from the second file where it has them. */
export function genesisDefinition(
  key: string,
  flag: GenesisFlag,
  entry: GenesisHierarchyEntry,
): ImportedDefinition {
  return {
    key,
    type: 'boolean',
    variants: { on: true, off: false },
    name: flag.name,
    description: flag.description ?? '',
    owner: '',
    tags: [],
    risk: entry.risk ?? 'low',
    temporary: false,
    metadata: {},
    prerequisites: (entry.prerequisites ?? []).map((parent) => ({ flag: parent })),
    onShutdown: entry.onShutdown ?? 'off',
    clientVisible: false,
  };
}

/** Environment level of a genesis flag: its strategy as targets, rules and fallthrough, off when disabled. */
export function genesisConfig(
  key: string,
  flag: GenesisFlag,
  config: GenesisConfig,
): ImportedConfig {
  if (key === GENESIS_SHUTDOWN_FLAG) return SHUTDOWN_SWITCH;
  const everyone = flag.rollout_strategy === 'all_at_once' && flag.default_value;
  return {
    enabled: flag.enabled,
    offVariant: 'off',
    targets: targetsOf(flag, config),
    rules: rulesOf(key, flag, config),
    fallthrough: { variant: everyone ? 'on' : 'off' },
    warnings: [],
  };
}

/** Reads `true` exactly while a shutdown is engaged or someone disables it. */
const SHUTDOWN_SWITCH: ImportedConfig = {
  enabled: true,
  offVariant: 'on',
  targets: [],
  rules: [],
  fallthrough: { variant: 'off' },
  warnings: ['OFF_VARIANT_ON'],
};

function targetsOf(flag: GenesisFlag, config: GenesisConfig): ImportedConfig['targets'] {
  const users = flag.rollout_strategy === 'canary' ? (config.canary_users ?? []) : [];
  return users.length === 0 ? [] : [{ variant: 'on', ids: users }];
}

function rulesOf(key: string, flag: GenesisFlag, config: GenesisConfig): RuleInput[] {
  const seed = genesisSeedOf(key);
  const serve = { variant: 'on' };
  switch (flag.rollout_strategy) {
    case 'all_at_once':
      return [];
    case 'percentage':
      return [
        {
          id: 'percentage',
          conditions: [],
          rollout: { seed, percentage: flag.rollout_percentage },
          serve,
        },
      ];
    case 'progressive':
      return [
        {
          id: 'progressive',
          conditions: [],
          rollout: { seed, schedule: scheduleOf(config) },
          serve,
        },
      ];
    case 'canary': {
      const regions = config.canary_regions ?? [];
      const conditions: RuleInput['conditions'] = [
        { attribute: 'region', operator: 'in', values: regions },
      ];
      return regions.length === 0 ? [] : [{ id: 'canary-regions', conditions, serve }];
    }
  }
}

function scheduleOf(config: GenesisConfig): {
  curve: 'linear';
  steps: { at: string; percentage: number }[];
} {
  return {
    curve: 'linear',
    steps: [
      { at: config.start_date ?? '', percentage: config.initial_percentage ?? 0 },
      { at: config.end_date ?? '', percentage: config.end_percentage ?? 0 },
    ],
  };
}
