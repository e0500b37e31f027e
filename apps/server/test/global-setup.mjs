import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';
import { removeAbandonedDatabases } from './abandoned-databases.mjs';

/** One throw-away PostgreSQL for the whole run; test files clone their own database in it. */
export default async function setUp() {
  await removeAbandonedDatabases();
  const { startEmbeddedPostgres } = await importTypeScript(
    'apps/server/src/platform/database/embedded/index.ts',
  );
  const dataDir = await mkdtemp(join(tmpdir(), `sluice-test-${process.pid}-`));
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: () => {},
    settings: { max_connections: '300' },
    disposable: true,
  });
  globalThis.sluiceTestPostgres = { postgres, dataDir };
  process.env.SLUICE_TEST_DATABASE_URL = postgres.url;
}
