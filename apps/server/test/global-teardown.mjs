import { rm } from 'node:fs/promises';

/** Ends what global-setup started and removes its data. */
export default async function tearDown() {
  const started = globalThis.sluiceTestPostgres;
  if (!started) return;
  await started.postgres.stop();
  await rm(started.dataDir, { recursive: true, force: true });
}
