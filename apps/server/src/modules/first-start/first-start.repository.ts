import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';

const HAS_ADMIN = `SELECT EXISTS (SELECT FROM tokens t JOIN token_grants g ON g.token_id = t.id
  WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
    AND g.role = 'admin' AND g.project_id IS NULL) AS found`;
const KEYLESS = `SELECT e.key FROM environments e JOIN projects p ON p.id = e.project_id
  WHERE p.key = $1 AND NOT EXISTS (SELECT FROM sdk_keys k WHERE k.environment_id = e.id)
  ORDER BY e.position, e.key`;
const ONLY_PROJECT = `SELECT min(key) AS key FROM projects HAVING count(*) = 1`;

/** What the database says about a first start that may have been cut short. */
@Injectable()
export class FirstStartRepository {
  constructor(private readonly database: Database) {}

  /** Whether anybody holds a token that administers everything. */
  async hasAdmin(): Promise<boolean> {
    return (await this.database.read<{ found: boolean }>(HAS_ADMIN))[0]?.found ?? false;
  }

  /** Key of the project where there is exactly one. */
  async onlyProject(): Promise<string | null> {
    return (await this.database.read<{ key: string | null }>(ONLY_PROJECT))[0]?.key ?? null;
  }

  /** Environments of the project that never had an SDK key. */
  async environmentsWithoutKeys(project: string): Promise<string[]> {
    return (await this.database.read<{ key: string }>(KEYLESS, [project])).map(({ key }) => key);
  }
}
