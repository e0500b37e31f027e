import type { SqlClient } from '../../platform/database/sql-client.js';
import type { FlagRow, ItemColumns, SegmentRow } from './wire-rows.js';

const FLAG_COLUMNS = `f.id, f.key, f.type, f.variants, f.metadata, f.prerequisites, f.on_shutdown,
  f.client_visible, f.archived_at IS NOT NULL AS archived,
  c.enabled, c.off_variant, c.targets, c.rules, c.fallthrough`;

/** What is stored of an item in both views, as {@link ItemColumns}; with {@link itemJoins}. */
export const ITEM_COLUMNS = `s.version AS server_version, s.body AS server_body,
  k.version AS client_version, k.body AS client_body`;

/** Joins the stored items of both views: of the environment and key that these SQL expressions name. */
export const itemJoins = (
  kind: 'flag' | 'segment',
  { environment, key }: { readonly environment: string; readonly key: string },
): string => `
  LEFT JOIN wire_items s ON s.environment_id = ${environment} AND s.view = 'server' AND s.kind = '${kind}' AND s.key = ${key}
  LEFT JOIN wire_items k ON k.environment_id = ${environment} AND k.view = 'client' AND k.kind = '${kind}' AND k.key = ${key}`;

const TOUCHED_FLAGS = `SELECT ${FLAG_COLUMNS}, ${ITEM_COLUMNS}
  FROM flags f JOIN flag_configs c ON c.flag_id = f.id AND c.environment_id = $1
  ${itemJoins('flag', { environment: '$1', key: 'f.key' })} WHERE f.id = ANY($2::uuid[])`;

const TOUCHED_SEGMENTS = `SELECT named.key, g.id IS NOT NULL AS present,
    g.by_attribute, g.included, g.excluded, g.rules, ${ITEM_COLUMNS}
  FROM unnest($2::text[]) AS named (key)
  LEFT JOIN segments g ON g.environment_id = $1 AND g.key = named.key
  ${itemJoins('segment', { environment: '$1', key: 'named.key' })}`;

const ALL_FLAGS = `SELECT ${FLAG_COLUMNS}
  FROM flags f JOIN flag_configs c ON c.flag_id = f.id AND c.environment_id = $1
  WHERE f.archived_at IS NULL ORDER BY f.key`;

const ALL_SEGMENTS = `SELECT key, by_attribute, included, excluded, rules
  FROM segments WHERE environment_id = $1 ORDER BY key`;

const ALL_ITEMS = `SELECT view, kind, key, version, body FROM wire_items WHERE environment_id = $1`;

export type TouchedFlagRow = FlagRow & ItemColumns;
export type TouchedSegmentRow = SegmentRow & ItemColumns & { readonly present: boolean };

export interface ItemRow {
  readonly view: 'server' | 'client';
  readonly kind: 'flag' | 'segment';
  readonly key: string;
  readonly version: number;
  readonly body: string;
}

/** These flags with what is stored of them in both views. */
export async function loadTouchedFlags(
  sql: SqlClient,
  environmentId: string,
  flagIds: readonly string[],
): Promise<TouchedFlagRow[]> {
  return flagIds.length === 0 ? [] : sql.query(TOUCHED_FLAGS, [environmentId, flagIds]);
}

/** These segments, also those that are gone, with what is stored of them in both views. */
export async function loadTouchedSegments(
  sql: SqlClient,
  environmentId: string,
  keys: readonly string[],
): Promise<TouchedSegmentRow[]> {
  return keys.length === 0 ? [] : sql.query(TOUCHED_SEGMENTS, [environmentId, keys]);
}

/** All live flags and segments of an environment, and all that is stored of its views. */
export async function loadEverything(
  sql: SqlClient,
  environmentId: string,
): Promise<{ flags: FlagRow[]; segments: SegmentRow[]; items: ItemRow[] }> {
  const [flags, segments, items] = await Promise.all([
    sql.query<FlagRow>(ALL_FLAGS, [environmentId]),
    sql.query<SegmentRow>(ALL_SEGMENTS, [environmentId]),
    sql.query<ItemRow>(ALL_ITEMS, [environmentId]),
  ]);
  return { flags, segments, items };
}
