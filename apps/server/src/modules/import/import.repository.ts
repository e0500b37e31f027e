import { Injectable } from '@nestjs/common';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { FlagWrite } from './domain/import-writes.js';

const CHUNK = 1_000;

const FLAG_RECORD = `json_to_recordset($2::json) AS r (id uuid, key text, type text, variants json,
  name text, description text, owner text, tags jsonb, risk text, temporary boolean, metadata jsonb,
  prerequisites jsonb, "onShutdown" text, "clientVisible" boolean, archived boolean)`;

const TAGS = 'ARRAY(SELECT jsonb_array_elements_text(r.tags))';

const INSERT_FLAGS = `INSERT INTO flags (project_id, key, type, variants, name, description, owner, tags,
    risk, temporary, metadata, prerequisites, on_shutdown, client_visible, archived_at)
  SELECT $1::uuid, r.key, r.type, r.variants, r.name, r.description, r.owner, ${TAGS},
    r.risk, r.temporary, r.metadata, r.prerequisites, r."onShutdown", r."clientVisible",
    CASE WHEN r.archived THEN now() END
  FROM ${FLAG_RECORD} RETURNING id, key, version`;

const UPDATE_FLAGS = `UPDATE flags f SET variants = r.variants, name = r.name, description = r.description,
    owner = r.owner, tags = ${TAGS}, risk = r.risk, temporary = r.temporary, metadata = r.metadata,
    prerequisites = r.prerequisites, on_shutdown = r."onShutdown", client_visible = r."clientVisible",
    version = f.version + 1, updated_at = now()
  FROM ${FLAG_RECORD} WHERE f.id = r.id AND f.project_id = $1::uuid RETURNING f.id, f.key, f.version`;

const UPSERT_CONFIGURATIONS = `INSERT INTO flag_configs AS c (flag_id, environment_id, enabled, off_variant,
    targets, rules, fallthrough, warnings)
  SELECT r."flagId", r."environmentId", r.enabled, r."offVariant", r.targets, r.rules, r.fallthrough,
    ARRAY(SELECT jsonb_array_elements_text(r.warnings))
  FROM jsonb_to_recordset($1::jsonb) AS r ("flagId" uuid, "environmentId" uuid, enabled boolean,
    "offVariant" text, targets jsonb, rules jsonb, fallthrough jsonb, warnings jsonb)
  ON CONFLICT (flag_id, environment_id) DO UPDATE SET enabled = excluded.enabled,
    off_variant = excluded.off_variant, targets = excluded.targets, rules = excluded.rules,
    fallthrough = excluded.fallthrough, warnings = excluded.warnings, version = c.version + 1,
    updated_at = now()
  RETURNING flag_id AS "flagId", environment_id AS "environmentId", version`;

const UPSERT_SEGMENTS = `INSERT INTO segments AS s (environment_id, key, name, description, by_attribute,
    included, excluded, rules)
  SELECT r."environmentId", r.key, r.name, r.description, r.by, r.included, r.excluded, r.rules
  FROM jsonb_to_recordset($1::jsonb) AS r ("environmentId" uuid, key text, name text, description text,
    by text, included jsonb, excluded jsonb, rules jsonb)
  ON CONFLICT (environment_id, key) DO UPDATE SET name = excluded.name,
    description = excluded.description, by_attribute = excluded.by_attribute,
    included = excluded.included, excluded = excluded.excluded, rules = excluded.rules,
    version = s.version + 1, updated_at = now()
  RETURNING id, environment_id AS "environmentId", key, version`;

/** A flag as written. */
export interface WrittenFlag {
  readonly id: string;
  readonly key: string;
  readonly version: number;
}

/** A configuration as written. */
export interface WrittenConfiguration {
  readonly flagId: string;
  readonly environmentId: string;
  readonly version: number;
}

/** A segment as written. */
export interface WrittenSegment extends WrittenFlag {
  readonly environmentId: string;
}

/** Writes many flags, configurations and segments with few statements, 1,000 rows each. */
@Injectable()
export class ImportRepository {
  async saveFlags(
    sql: SqlClient,
    projectId: string,
    writes: readonly FlagWrite[],
  ): Promise<WrittenFlag[]> {
    const created = writes.filter(({ present }) => present === null).map(recordOf);
    const changed = writes.filter(({ present }) => present !== null).map(recordOf);
    return [
      ...(await inChunks<WrittenFlag>(created, (records) =>
        sql.query(INSERT_FLAGS, [projectId, records]),
      )),
      ...(await inChunks<WrittenFlag>(changed, (records) =>
        sql.query(UPDATE_FLAGS, [projectId, records]),
      )),
    ];
  }

  async saveConfigurations(
    sql: SqlClient,
    records: readonly object[],
  ): Promise<WrittenConfiguration[]> {
    return inChunks(records, (chunk) => sql.query(UPSERT_CONFIGURATIONS, [chunk]));
  }

  async saveSegments(sql: SqlClient, records: readonly object[]): Promise<WrittenSegment[]> {
    return inChunks(records, (chunk) => sql.query(UPSERT_SEGMENTS, [chunk]));
  }
}

function recordOf({ wanted, present }: FlagWrite): object {
  return { id: present?.id ?? null, ...wanted.definition, archived: wanted.archived };
}

async function inChunks<T>(
  records: readonly object[],
  save: (json: string) => Promise<T[]>,
): Promise<T[]> {
  const rows: T[] = [];
  for (let start = 0; start < records.length; start += CHUNK) {
    rows.push(...(await save(JSON.stringify(records.slice(start, start + CHUNK)))));
  }
  return rows;
}
