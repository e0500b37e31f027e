import type { SqlClient } from '../../platform/database/sql-client.js';
import type { ProjectContent } from './domain/project-content.js';

const list = (rows: string): string =>
  `(SELECT coalesce(json_agg(item), '[]') FROM (${rows}) AS item)`;

const ENVIRONMENTS = list(`SELECT id, key, name, color, protected, epoch, revision, shutdown
  FROM environments WHERE project_id = p.id AND archived_at IS NULL ORDER BY position, key COLLATE "C"`);

const FLAGS =
  list(`SELECT id, version, archived_at IS NOT NULL AS archived, key, type, variants, name, description,
    owner, tags, risk, temporary, metadata, prerequisites, on_shutdown AS "onShutdown",
    client_visible AS "clientVisible"
  FROM flags WHERE project_id = p.id ORDER BY key COLLATE "C"`);

const CONFIGURATIONS =
  list(`SELECT c.flag_id AS "flagId", e.key AS environment, c.version, c.enabled,
    c.off_variant AS "offVariant", c.targets, c.rules, c.fallthrough, c.warnings
  FROM flag_configs c JOIN environments e ON e.id = c.environment_id
  WHERE e.project_id = p.id AND e.archived_at IS NULL ORDER BY e.position, e.key COLLATE "C"`);

const SEGMENTS = list(`SELECT s.id, e.key AS environment, s.version, s.key, s.name, s.description,
    s.by_attribute AS "by", s.included, s.excluded, s.rules
  FROM segments s JOIN environments e ON e.id = s.environment_id
  WHERE e.project_id = p.id AND e.archived_at IS NULL
  ORDER BY e.position, e.key COLLATE "C", s.key COLLATE "C"`);

const TEMPLATES = list(`SELECT key, name, description, plan FROM rollout_templates
  WHERE project_id = p.id ORDER BY key COLLATE "C"`);

const AUDIT = `(SELECT json_build_object('seq', coalesce(max(seq), 0), 'hash', coalesce(max(hash), ''))
  FROM audit_heads WHERE chain = p.id::text)`;

/** One statement, hence one moment: no write falls between two parts of an export. */
const CONTENT = `SELECT json_build_object('id', p.id, 'key', p.key, 'name', p.name, 'description', p.description) AS project,
  ${ENVIRONMENTS} AS environments, ${FLAGS} AS flags, ${CONFIGURATIONS} AS configurations,
  ${SEGMENTS} AS segments, ${TEMPLATES} AS "rolloutTemplates", ${AUDIT} AS audit, to_json(now()) AS at
  FROM projects p WHERE p.key = $1`;

/** Everything of the project with this key at one moment, or `null` where there is none. */
export async function loadProjectContent(
  sql: SqlClient,
  projectKey: string,
): Promise<ProjectContent | null> {
  const [row] = await sql.query<ProjectContent>(CONTENT, [projectKey]);
  return row ?? null;
}
