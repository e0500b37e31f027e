import { Injectable } from '@nestjs/common';
import type { SqlClient, TransactionClient } from '../../platform/database/sql-client.js';
import type { CommandTarget } from '../commands/index.js';
import { ITEM_COLUMNS, itemJoins, type ItemColumns } from '../wire/index.js';
import { isToggle, type FlagConfigState } from './domain/flag-config.js';
import type { WarnedConfig } from './domain/warnings.js';
import {
  CONFIG_COLUMNS,
  configOfRow,
  definitionOfRow,
  FLAG_COLUMNS,
  type ConfigRow,
  type DatedDefinition,
  type FlagRow,
  type StoredConfig,
} from './flag.rows.js';

/** A flag with its configuration in one environment. */
export interface ConfiguredFlag {
  readonly flag: DatedDefinition;
  readonly config: StoredConfig;
  /** What is stored of the flag in both views. */
  readonly items: ItemColumns;
  /** Whether a rollout that has not ended is about this flag here. */
  readonly stepped: boolean;
}

type ConfiguredRow = FlagRow & ConfigRow & ItemColumns & { readonly stepped: boolean };

const STEPPED = `EXISTS (SELECT 1 FROM rollouts r WHERE r.flag_id = c.flag_id
  AND r.environment_id = c.environment_id AND r.state IN ('scheduled', 'running', 'paused')) AS stepped`;

const FIND = `SELECT ${FLAG_COLUMNS}, ${CONFIG_COLUMNS}, ${ITEM_COLUMNS}, ${STEPPED}
  FROM flags f JOIN flag_configs c ON c.flag_id = f.id AND c.environment_id = $3
  ${itemJoins('flag', { environment: '$3', key: 'f.key' })}
  WHERE f.project_id = $1 AND f.key = $2`;

const FIND_BY_KEYS = `SELECT ${FLAG_COLUMNS}, ${CONFIG_COLUMNS}, ${ITEM_COLUMNS}, ${STEPPED}
  FROM projects p JOIN environments e ON e.project_id = p.id AND e.key = $2
  JOIN flags f ON f.project_id = p.id AND f.key = $3
  JOIN flag_configs c ON c.flag_id = f.id AND c.environment_id = e.id
  ${itemJoins('flag', { environment: 'e.id', key: 'f.key' })}
  WHERE p.key = $1`;

const ALL_OF_FLAG = `SELECT ${CONFIG_COLUMNS} FROM flag_configs c WHERE c.flag_id = $1 ORDER BY c.environment_id`;

const INSERT = `INSERT INTO flag_configs (flag_id, environment_id, enabled, off_variant, targets, rules, fallthrough)
  SELECT $1, environment_id, $3, $4, $5, $6, $7 FROM unnest($2::uuid[]) AS place (environment_id)`;

const UPDATE = `UPDATE flag_configs c SET enabled = $3, off_variant = $4, targets = $5, rules = $6,
    fallthrough = $7, warnings = $8, version = version + 1, updated_at = $9
  WHERE flag_id = $1 AND environment_id = $2`;

const TOGGLE = `UPDATE flag_configs c SET enabled = $3, warnings = $4, version = version + 1, updated_at = $5
  WHERE flag_id = $1 AND environment_id = $2`;

// A boolean flag begins as `initialConfig` says; the two must agree.
const INITIALIZE = `WITH added AS (
    INSERT INTO flag_configs (flag_id, environment_id, enabled, off_variant, fallthrough)
    SELECT f.id, $2, false, CASE WHEN f.type = 'boolean' THEN 'off' END,
      CASE WHEN f.type = 'boolean' THEN '{"variant": "on"}'::jsonb ELSE '{"variant": null}'::jsonb END
    FROM flags f WHERE f.project_id = $1
    ON CONFLICT (flag_id, environment_id) DO NOTHING
    RETURNING flag_id, enabled, off_variant, fallthrough
  )
  INSERT INTO flag_history (flag_id, environment_id, version, state, actor, comment)
  SELECT flag_id, $2, 1, jsonb_build_object('enabled', enabled, 'offVariant', off_variant,
    'targets', '[]'::jsonb, 'rules', '[]'::jsonb, 'fallthrough', fallthrough), $3, ''
  FROM added`;

/** Rows of `flag_configs` within a write. */
@Injectable()
export class ConfigsRepository {
  /** The flag with this key and its configuration; null where there is none. */
  async find(
    sql: SqlClient,
    place: { readonly projectId: string; readonly environmentId: string },
    key: string,
  ): Promise<ConfiguredFlag | null> {
    const params = [place.projectId, key, place.environmentId];
    return configuredOf(await sql.query<ConfiguredRow>(FIND, params));
  }

  /** The same by keys alone, for who knows no ids yet. */
  async findByKeys(
    sql: SqlClient,
    { project = '', environment = '', flag = '' }: CommandTarget,
  ): Promise<ConfiguredFlag | null> {
    return configuredOf(await sql.query<ConfiguredRow>(FIND_BY_KEYS, [project, environment, flag]));
  }

  /** The configurations of a flag in all environments. */
  async ofFlag(sql: SqlClient, flagId: string): Promise<StoredConfig[]> {
    return (await sql.query<ConfigRow>(ALL_OF_FLAG, [flagId])).map(configOfRow);
  }

  /** Gives a new flag the same configuration in all these environments. */
  async insert(
    sql: SqlClient,
    flagId: string,
    environmentIds: readonly string[],
    config: FlagConfigState,
  ): Promise<void> {
    const { enabled, offVariant, targets, rules, fallthrough } = config;
    await sql.query(INSERT, [
      flagId,
      environmentIds,
      enabled,
      offVariant,
      JSON.stringify(targets),
      JSON.stringify(rules),
      JSON.stringify(fallthrough),
    ]);
  }

  /** The configuration after a write, with the next version; a mere change of `enabled` rewrites no lists. Nothing is waited for. */
  update(
    sql: TransactionClient,
    stored: StoredConfig,
    next: WarnedConfig,
    now: Date,
  ): StoredConfig {
    const { flagId, environmentId } = stored;
    const { enabled, offVariant, targets, rules, fallthrough, warnings } = next;
    if (isToggle(stored, next)) sql.send(TOGGLE, [flagId, environmentId, enabled, warnings, now]);
    else
      sql.send(UPDATE, [
        flagId,
        environmentId,
        enabled,
        offVariant,
        JSON.stringify(targets),
        JSON.stringify(rules),
        JSON.stringify(fallthrough),
        warnings,
        now,
      ]);
    return { ...stored, ...next, version: stored.version + 1, updatedAt: now };
  }

  /** Gives every flag of the project its first configuration in a new environment, with the first version of its history. */
  async initialize(
    sql: SqlClient,
    place: { readonly projectId: string; readonly environmentId: string },
    actor: string,
  ): Promise<void> {
    await sql.query(INITIALIZE, [place.projectId, place.environmentId, actor]);
  }
}

function configuredOf([row]: readonly ConfiguredRow[]): ConfiguredFlag | null {
  if (row === undefined) return null;
  const { stepped } = row;
  return { flag: definitionOfRow(row), config: configOfRow(row), items: row, stepped };
}
