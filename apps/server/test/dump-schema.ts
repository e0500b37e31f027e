import { Client } from 'pg';
import { DUMP_QUERIES } from './dump-schema-queries.js';

const HEADER = `-- What the migrations make of an empty database. Written by scripts/dump-schema.mjs; the tests
-- compare it with a fresh database, so that no change of the schema goes unseen in review.
`;

/**
 * The schema `public` as SQL: every object in order of its name, without the bookkeeping of the
 * migrations. Equal schemas give equal texts on one major version of PostgreSQL.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Definitions are printed relative to the search path: nothing of ours is then qualified.
    await client.query(`SET search_path TO public, pg_catalog`);
    const parts: string[] = [HEADER];
    for (const query of DUMP_QUERIES) {
      const { rows } = await client.query<{ sql: string }>(query);
      parts.push(...rows.map(({ sql }) => `${sql.trimEnd().replace(/;$/, '')};\n`));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}
