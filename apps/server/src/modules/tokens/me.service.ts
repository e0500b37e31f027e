import { Injectable } from '@nestjs/common';
import type { GrantAnswer, Me } from '@sluice/protocol';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../auth/index.js';

const NAMED = `SELECT held.role, p.key AS project, e.key AS environment
  FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS held (role, project_id, environment_id)
  LEFT JOIN projects p ON p.id = held.project_id
  LEFT JOIN environments e ON e.id = held.environment_id
  ORDER BY p.key NULLS FIRST, e.key NULLS FIRST, held.role`;

/** Tells a caller who they are. */
@Injectable()
export class MeService {
  constructor(private readonly database: Database) {}

  async read({ kind, id, name, grants: held }: Actor): Promise<Me> {
    const grants = await this.database.read<GrantAnswer>(NAMED, [
      held.map(({ role }) => role),
      held.map(({ projectId }) => projectId),
      held.map(({ environmentId }) => environmentId),
    ]);
    return { kind, id, name, grants };
  }
}
