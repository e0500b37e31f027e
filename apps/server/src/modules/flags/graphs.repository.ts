import { Injectable } from '@nestjs/common';
import type { Prerequisite, Rule } from '@sluice/evaluator';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { flagReferences, type FlagGraph, type GraphFlag } from './domain/graph/graph-flag.js';

interface NodeRow {
  readonly id: string;
  readonly key: string;
  readonly variants: string[];
  readonly on_shutdown: 'off' | 'keep';
  readonly prerequisites: Prerequisite[];
}

interface RulesRow {
  readonly flag_id: string;
  readonly environment_id: string;
  readonly rules: Rule[];
}

const NODES = `SELECT f.id, f.key, ARRAY(SELECT json_object_keys(f.variants::json)) AS variants,
    f.on_shutdown, f.prerequisites
  FROM flags f WHERE f.project_id = $1 AND f.archived_at IS NULL ORDER BY f.key`;

// Only rules with a member named "flag" anywhere can hold a flag condition.
const RULES = `SELECT c.flag_id, c.environment_id, c.rules
  FROM flag_configs c JOIN flags f ON f.id = c.flag_id
  WHERE f.project_id = $1 AND f.archived_at IS NULL AND c.environment_id = ANY ($2::uuid[])
    AND jsonb_path_exists(c.rules, '$.**.flag')`;

const SEGMENT_KEYS = `SELECT key FROM segments WHERE environment_id = $1 AND key = ANY ($2::text[])`;

/** The hierarchies of a project's live flags. */
@Injectable()
export class GraphsRepository {
  /** The graph of each of these environments, by environment id. */
  async load(
    sql: SqlClient,
    projectId: string,
    environmentIds: readonly string[],
  ): Promise<Map<string, FlagGraph>> {
    const [nodes, rules] = await Promise.all([
      sql.query<NodeRow>(NODES, [projectId]),
      sql.query<RulesRow>(RULES, [projectId, environmentIds]),
    ]);
    const rulesOf = new Map(
      rules.map((row) => [`${row.environment_id} ${row.flag_id}`, row.rules]),
    );
    const graphOf = (environmentId: string): FlagGraph =>
      new Map(
        nodes.map((row) => [row.key, graphFlag(row, rulesOf.get(`${environmentId} ${row.id}`))]),
      );
    // A project without environments has a hierarchy too, or its first environment would get a bad one.
    const places = environmentIds.length > 0 ? environmentIds : [''];
    return new Map(places.map((id) => [id, graphOf(id)]));
  }

  /** Which of these segments the environment has. */
  async knownSegments(
    sql: SqlClient,
    environmentId: string,
    keys: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const rows = await sql.query<{ key: string }>(SEGMENT_KEYS, [environmentId, keys]);
    return new Set(rows.map(({ key }) => key));
  }
}

function graphFlag(row: NodeRow, rules: readonly Rule[] = []): GraphFlag {
  return {
    key: row.key,
    variants: new Set(row.variants),
    onShutdown: row.on_shutdown,
    references: flagReferences(row.prerequisites, rules),
  };
}
