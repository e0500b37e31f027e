import type { Project } from '@sluice/protocol';

/** A row of `projects`. */
export interface ProjectRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly version: number;
  readonly archived_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The columns of a {@link ProjectRow}. */
export const PROJECT_COLUMNS =
  'id, key, name, description, version, archived_at, created_at, updated_at';

/** The row as answered. */
export function projectOf(row: ProjectRow): Project {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    version: row.version,
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
