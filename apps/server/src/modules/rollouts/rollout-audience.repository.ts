import { Injectable } from '@nestjs/common';
import type { Prerequisite, Rule } from '@sluice/evaluator';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { referencesOf } from '../wire/index.js';

const NAMED = `SELECT f.key, f.prerequisites, c.rules FROM flags f
    JOIN flag_configs c ON c.flag_id = f.id AND c.environment_id = $2
  WHERE f.project_id = $1 AND f.key = ANY($3::text[])`;

interface NamedRow {
  readonly key: string;
  readonly prerequisites: readonly Prerequisite[];
  readonly rules: readonly Rule[];
}

/** Keys of what decides who comes to a flag's rules. */
export interface Audience {
  /** Parents: prerequisites and flag conditions, at any height. */
  readonly parents: ReadonlySet<string>;
  /** Segments that the flag or a parent names. */
  readonly segments: ReadonlySet<string>;
}

/** Reads what the audience of a flag hangs on. */
@Injectable()
export class RolloutAudienceRepository {
  /** One query per level of parents. */
  async of(
    sql: SqlClient,
    place: { readonly projectId: string; readonly environmentId: string },
    flag: string,
  ): Promise<Audience> {
    const parents = new Set<string>();
    const segments = new Set<string>();
    let level = [flag];
    while (level.length > 0) {
      const params = [place.projectId, place.environmentId, level];
      const above = (await sql.query<NamedRow>(NAMED, params)).map(referencesOf);
      for (const named of above) named.segments.forEach((key) => segments.add(key));
      level = [...new Set(above.flatMap(({ flags }) => [...flags]))].filter(
        (key) => key !== flag && !parents.has(key),
      );
      for (const key of level) parents.add(key);
    }
    return { parents, segments };
  }
}
