import { createHash, randomBytes } from 'node:crypto';
import { digestTerm, type Change, type Flag } from '@sluice/evaluator';
import { Pool } from 'pg';

/** A boolean flag's wire form, on for everyone. */
export function wireFlag(key: string, version: number, more: Partial<Flag> = {}): Flag {
  return {
    key,
    version,
    type: 'boolean',
    enabled: true,
    variants: { on: true, off: false },
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    onShutdown: 'off',
    ...more,
  };
}

/** What one committed revision does: flags put (their version is filled in) and dropped, the shutdown switched. */
export interface TestWrite {
  readonly put?: readonly string[];
  readonly drop?: readonly string[];
  readonly shutdown?: boolean;
  /** More on every flag put. */
  readonly flag?: Partial<Flag>;
}

/** Writes environments, keys and revisions as the write path does, by plain SQL. */
export class DeliveryDatabase {
  readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 4 });
    this.pool.on('error', () => undefined);
  }

  async createEnvironment(projectKey = `p${randomBytes(4).toString('hex')}`): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>(
      `WITH p AS (INSERT INTO projects (key, name) VALUES ($1, $1)
         ON CONFLICT (key) DO UPDATE SET name = excluded.name RETURNING id)
       INSERT INTO environments (project_id, key, name, list_secret)
       SELECT id, $2, $2, $3 FROM p RETURNING id`,
      [projectKey, `e${randomBytes(4).toString('hex')}`, randomBytes(32)],
    );
    await this.pool.query(`SELECT pg_notify('sluice_directory', '')`);
    return rows[0]!.id;
  }

  async createKey(environmentId: string, kind: 'server' | 'client' = 'server'): Promise<TestKey> {
    const secret = `slu_${kind === 'server' ? 'srv' : 'cli'}_${randomBytes(24).toString('hex')}`;
    const hash = createHash('sha256').update(secret).digest();
    const { rows } = await this.pool.query<{ id: string }>(
      `INSERT INTO sdk_keys (environment_id, kind, name, hash, hint, created_by)
       VALUES ($1, $2, 'test', $3, 'hint', 'test') RETURNING id`,
      [environmentId, kind, hash],
    );
    await this.pool.query(`SELECT pg_notify('sluice_keys', '')`);
    return { id: rows[0]!.id, secret };
  }

  async revoke(keyId: string): Promise<void> {
    await this.pool.query(
      `WITH r AS (UPDATE sdk_keys SET revoked_at = now() WHERE id = $1 RETURNING 1)
       SELECT pg_notify('sluice_keys', '') FROM r`,
      [keyId],
    );
  }

  /** Commits one revision; answers its number. Both views get the same, but the client view none of the keys that begin with `secret`. */
  async write(environmentId: string, write: TestWrite): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<Record<string, string>>(
        'SELECT epoch, revision, digest_server, digest_client, shutdown FROM environments WHERE id = $1 FOR UPDATE',
        [environmentId],
      );
      const head = rows[0]!;
      const revision = Number(head.revision) + 1;
      const logged: Record<string, unknown[]> = {};
      const digests: Record<string, number> = {};
      for (const view of ['server', 'client']) {
        let digest = Number(head[`digest_${view}`]);
        const changes: Change[] = [];
        const seen = (key: string): boolean => view === 'server' || !key.startsWith('secret');
        for (const key of [...(write.drop ?? []), ...(write.put ?? [])].filter(seen)) {
          const { rows: old } = await client.query<{ version: string }>(
            `DELETE FROM wire_items WHERE environment_id = $1 AND view = $2 AND kind = 'flag' AND key = $3 RETURNING version`,
            [environmentId, view, key],
          );
          if (old[0]) digest -= digestTerm('f', key, Number(old[0].version));
          if (write.drop?.includes(key)) changes.push({ drop: key });
        }
        for (const key of (write.put ?? []).filter(seen)) {
          const flag = wireFlag(key, revision, write.flag);
          changes.push({ put: flag });
          digest += digestTerm('f', key, revision);
          await client.query(`INSERT INTO wire_items VALUES ($1, $2, 'flag', $3, $4, $5)`, [
            environmentId,
            view,
            key,
            revision,
            JSON.stringify(flag),
          ]);
        }
        if (write.shutdown !== undefined) {
          digest += Number(write.shutdown) - Number(head.shutdown);
          changes.push({ shutdown: write.shutdown });
        }
        logged[view] = changes;
        digests[view] = digest >>> 0;
      }
      await client.query(
        `UPDATE environments SET revision = $2, digest_server = $3, digest_client = $4, shutdown = coalesce($5, shutdown) WHERE id = $1`,
        [environmentId, revision, digests.server, digests.client, write.shutdown ?? null],
      );
      await client.query(
        `INSERT INTO change_log (environment_id, epoch, revision, server_changes, client_changes, digest_server, digest_client)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          environmentId,
          head.epoch,
          revision,
          JSON.stringify(logged.server),
          JSON.stringify(logged.client),
          digests.server,
          digests.client,
        ],
      );
      await client.query(`SELECT pg_notify('sluice_changes', $1)`, [
        `${environmentId} ${revision}`,
      ]);
      await client.query('COMMIT');
      return revision;
    } finally {
      client.release();
    }
  }

  /** Puts an environment at a revision with these flags and without any log: of a new epoch as after a restored backup, or of its own as after pruning. */
  async rewrite(environmentId: string, to: Rewrite): Promise<string> {
    const { revision, keys, newEpoch = false, shutdown = false } = to;
    const sum = keys.reduce(
      (total, key) => total + digestTerm('f', key, revision),
      Number(shutdown),
    );
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('DELETE FROM wire_items WHERE environment_id = $1', [environmentId]);
      for (const view of ['server', 'client']) {
        for (const key of keys) {
          const body = JSON.stringify(wireFlag(key, revision));
          const values = [environmentId, view, key, revision, body];
          await client.query(`INSERT INTO wire_items VALUES ($1, $2, 'flag', $3, $4, $5)`, values);
        }
      }
      const { rows } = await client.query<{ epoch: string }>(
        `UPDATE environments SET epoch = CASE WHEN $5 THEN gen_random_uuid() ELSE epoch END,
           revision = $2, digest_server = $3, digest_client = $3, shutdown = $4 WHERE id = $1 RETURNING epoch`,
        [environmentId, revision, sum >>> 0, shutdown, newEpoch],
      );
      await client.query('COMMIT');
      return rows[0]!.epoch;
    } finally {
      client.release();
    }
  }

  /** Ends the LISTEN connections of all replicas, as a failing network would. */
  async killListeners(): Promise<number> {
    const { rows } = await this.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'sluice-delivery' AND datname = current_database()`,
    );
    return rows.length;
  }

  /** Ends them as soon as there is one to end. */
  async killNextListener(): Promise<void> {
    while ((await this.killListeners()) === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

export interface Rewrite {
  readonly revision: number;
  readonly keys: readonly string[];
  readonly newEpoch?: boolean;
  readonly shutdown?: boolean;
}

/** A key and its secret. */
export interface TestKey {
  readonly id: string;
  readonly secret: string;
}
