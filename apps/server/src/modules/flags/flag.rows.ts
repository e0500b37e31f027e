import type { FlagType, Json, Prerequisite, Rule, Serve } from '@sluice/evaluator';
import type { Risk } from '@sluice/protocol';
import type { StoredTarget } from '../wire/index.js';
import type { StoredDefinition } from './domain/flag-definition.js';
import type { WarnedConfig } from './domain/warnings.js';

/** A row of `flags`. */
export interface FlagRow {
  readonly id: string;
  readonly key: string;
  readonly type: FlagType;
  readonly variants: Record<string, Json>;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly tags: string[];
  readonly risk: Risk;
  readonly temporary: boolean;
  readonly metadata: Record<string, string | number | boolean>;
  readonly prerequisites: Prerequisite[];
  readonly on_shutdown: 'off' | 'keep';
  readonly client_visible: boolean;
  readonly version: number;
  readonly archived_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The columns of a {@link FlagRow}, of the table under the alias `f`. */
export const FLAG_COLUMNS = `f.id, f.key, f.type, f.variants, f.name, f.description, f.owner, f.tags,
  f.risk, f.temporary, f.metadata, f.prerequisites, f.on_shutdown, f.client_visible, f.version,
  f.archived_at, f.created_at, f.updated_at`;

/** A row of `flag_configs`. */
export interface ConfigRow {
  readonly flag_id: string;
  readonly environment_id: string;
  readonly enabled: boolean;
  readonly off_variant: string | null;
  readonly targets: StoredTarget[];
  readonly rules: Rule[];
  readonly fallthrough: Serve;
  readonly warnings: string[];
  readonly config_version: number;
  readonly config_updated_at: Date;
}

/** The columns of a {@link ConfigRow}, of the table under the alias `c`. */
export const CONFIG_COLUMNS = `c.flag_id, c.environment_id, c.enabled, c.off_variant, c.targets, c.rules,
  c.fallthrough, c.warnings, c.version AS config_version, c.updated_at AS config_updated_at`;

/** A configuration as stored, with its place and version. */
export interface StoredConfig extends WarnedConfig {
  readonly flagId: string;
  readonly environmentId: string;
  readonly version: number;
  readonly updatedAt: Date;
}

/** A flag as stored, with its dates. */
export interface DatedDefinition extends StoredDefinition {
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The flag in a row, as the domain has it. */
export function definitionOfRow(row: FlagRow): DatedDefinition {
  const { on_shutdown, client_visible, archived_at, created_at, updated_at, ...same } = row;
  return {
    ...same,
    onShutdown: on_shutdown,
    clientVisible: client_visible,
    archived: archived_at !== null,
    archivedAt: archived_at,
    createdAt: created_at,
    updatedAt: updated_at,
  };
}

/** The configuration in a row, as the domain has it. */
export function configOfRow(row: ConfigRow): StoredConfig {
  return {
    flagId: row.flag_id,
    environmentId: row.environment_id,
    enabled: row.enabled,
    offVariant: row.off_variant,
    targets: row.targets,
    rules: row.rules,
    fallthrough: row.fallthrough,
    warnings: row.warnings,
    version: row.config_version,
    updatedAt: row.config_updated_at,
  };
}
