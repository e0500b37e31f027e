// Writes migrations/schema.sql: what the migrations make of an empty database. Run it after adding one.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from '../apps/server/test/import-typescript.mjs';

const target = fileURLToPath(new URL('../migrations/schema.sql', import.meta.url));
const source = 'apps/server/src/platform/database';
const { startEmbeddedPostgres } = await importTypeScript(`${source}/embedded/index.ts`);
const { runMigrations } = await importTypeScript(`${source}/run-migrations.ts`);
const { dumpSchema } = await importTypeScript('apps/server/test/dump-schema.ts');

const dataDir = mkdtempSync(join(tmpdir(), `sluice-test-${process.pid}-`));
chmodSync(dataDir, 0o711);
try {
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => {}, disposable: true });
  await runMigrations(postgres.url);
  writeFileSync(target, await dumpSchema(postgres.url));
  await postgres.stop();
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
console.log('migrations/schema.sql is up to date.');
