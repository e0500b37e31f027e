// A process that keeps an embedded database, for tests that kill it: node keep-database.mjs <dataDir>
// Prints one line of JSON when the database is up. SIGTERM and SIGINT: a last query, then a clean stop.
// "exit" on standard input: process.exit without a stop.
import pg from 'pg';
import { importTypeScript } from '../import-typescript.mjs';

const { startEmbeddedPostgres } = await importTypeScript(
  'apps/server/src/platform/database/embedded/index.ts',
);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const postgres = await startEmbeddedPostgres({
    dataDir: process.argv[2],
    disposable: true,
    log: () => {},
  });
  const client = new pg.Client(postgres.url);
  await client.connect();
  const finish = async () => {
    const { rows } = await client.query('SELECT 1 AS one');
    await client.end();
    await postgres.stop();
    say({ lastQuery: rows[0].one });
    process.exit(0);
  };
  process.once('SIGTERM', finish);
  process.once('SIGINT', finish);
  process.stdin.on('data', () => process.exit(3));
  say({ url: postgres.url });
} catch (error) {
  say({ error: error.message });
  process.exitCode = 1;
}
