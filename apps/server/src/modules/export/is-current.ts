import type { SqlClient } from '../../platform/database/sql-client.js';
import type { ProjectContent } from './domain/project-content.js';

const HEAD = `SELECT coalesce(max(seq), 0) AS seq, coalesce(max(hash), '') AS hash
  FROM audit_heads WHERE chain = $1`;

/** Whether nobody wrote to the project since its content was read: every write appends to its audit chain. */
export async function isCurrent(
  sql: SqlClient,
  { project, audit }: ProjectContent,
): Promise<boolean> {
  const [head] = await sql.query<{ seq: number; hash: string }>(HEAD, [project.id]);
  return head?.seq === audit.seq && head.hash === audit.hash;
}
