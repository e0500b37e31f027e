import { createHash } from 'node:crypto';
import pg from 'pg';
import type { PoolClient } from 'pg';
import type { SqlClient } from './sql-client.js';

const INT8 = 20;

/** `bigint` as a number: revisions and counters stay far below 2^53. */
function typeParser(oid: number, format: 'text'): unknown {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, format);
}

const types = { getTypeParser: typeParser as pg.CustomTypesConfig['getTypeParser'] };

const names = new Map<string, string>();

/** Name under which a statement is prepared; texts are constants, so the map is bounded. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `s_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}

/** Lets what is sent before the event loop turns travel in one packet: each write costs a system call. */
function holdWrites({ connection: { stream } }: PoolClient): void {
  stream.cork();
  process.nextTick(() => {
    stream.uncork();
  });
}

/** A SqlClient over one pg connection, with prepared statements. */
export class PgSqlClient implements SqlClient {
  constructor(private readonly client: PoolClient) {}

  async query<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    const config = { name: nameOf(text), text, values: [...params], types };
    holdWrites(this.client);
    const { rows } = await this.client.query<T & pg.QueryResultRow>(config);
    return rows;
  }
}
