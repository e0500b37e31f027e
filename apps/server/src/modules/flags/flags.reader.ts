import { Injectable } from '@nestjs/common';
import type { FlagsQuery } from '@sluice/protocol';
import { Database } from '../../platform/database/database.js';
import { FLAG_COLUMNS, type FlagRow } from './flag.rows.js';

/** A flag as listed, with its standing in every live environment. */
export interface ListedFlagRow extends FlagRow {
  readonly project_id: string;
  readonly environments: readonly {
    readonly id: string;
    readonly key: string;
    readonly enabled: boolean;
    readonly warnings: string[];
    readonly version: number;
  }[];
}

/** What a list of flags selects by. */
export type FlagFilter = Pick<FlagsQuery, 'search' | 'tag' | 'owner' | 'risk' | 'state'> & {
  readonly projectId: string | null;
  readonly after: string | null;
  readonly limit: number;
};

const SELECT = `SELECT ${FLAG_COLUMNS}, f.project_id, ARRAY(
    SELECT jsonb_build_object('id', e.id, 'key', e.key, 'enabled', c.enabled,
      'warnings', to_jsonb(c.warnings), 'version', c.version)
    FROM flag_configs c JOIN environments e ON e.id = c.environment_id
    WHERE c.flag_id = f.id AND e.archived_at IS NULL ORDER BY e.position, e.key
  ) AS environments
  FROM flags f WHERE f.project_id = $1`;

const FIND = `${SELECT} AND f.key = $2`;

const PAGE = `${SELECT} AND ($2::text IS NULL OR f.key > $2)
  AND ($3::text IS NULL OR strpos(lower(f.key || ' ' || f.name || ' ' || f.description), lower($3)) > 0)
  AND ($4::text IS NULL OR $4 = ANY (f.tags))
  AND ($5::text IS NULL OR f.owner = $5)
  AND ($6::text IS NULL OR f.risk = $6)
  AND ($7 = 'all' OR (f.archived_at IS NOT NULL) = ($7 = 'archived'))
  ORDER BY f.key LIMIT $8`;

/** Reads of flags for people. */
@Injectable()
export class FlagsReader {
  constructor(private readonly database: Database) {}

  /** The flag with this key, archived or not. */
  async find(projectId: string | null, key: string): Promise<ListedFlagRow | null> {
    return (await this.database.read<ListedFlagRow>(FIND, [projectId, key]))[0] ?? null;
  }

  /** Flags by key. */
  async page(filter: FlagFilter): Promise<ListedFlagRow[]> {
    const { projectId, after, search = null, tag = null, owner = null, risk = null } = filter;
    const { state, limit } = filter;
    return this.database.read(PAGE, [projectId, after, search, tag, owner, risk, state, limit]);
  }
}
