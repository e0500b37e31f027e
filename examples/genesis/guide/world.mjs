import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from '../operator/report.mjs';
import { runMain } from '../operator/run-main.mjs';
import { freePort, startServer } from '../operator/server.mjs';
import { startService } from './service-process.mjs';
import { createSluice } from './sluice.mjs';

const USERS_PER_SECOND = 400;
/** Several times what all steps take together. */
const WITHIN_MS = 480_000;

/** A fresh server, as `npm start` sets it up, that knows a Prometheus on `prometheusPort`, and the service. */
async function open(world, prometheusPort) {
  const dataDir = join(world.directory, '.sluice');
  await mkdir(dataDir);
  const prometheus = `main=http://127.0.0.1:${prometheusPort}`;
  world.server = await startServer({
    dataDir,
    port: await freePort(),
    environment: { SLUICE_SEED: 'genesis', SLUICE_PROMETHEUS: prometheus },
  });
  const { url, adminToken, credentials, startMs } = world.server;
  Object.assign(world, { url, token: adminToken }, createSluice({ dataDir, cwd: world.directory }));
  const key = credentials.keys.production.server;
  world.service = await startService({ url, key, perSecond: USERS_PER_SECOND });
  line(`a fresh server and a service with ${USERS_PER_SECOND} users a second`, startMs);
}

async function take(steps, world) {
  for (const step of steps) await step(world);
}

async function close(world) {
  world.stopCommands?.();
  await Promise.allSettled([world.service?.stop(), world.prometheus?.stop()]);
  await world.server?.stop();
  // PostgreSQL may still be writing its last files when its server was killed.
  await rm(world.directory, { recursive: true, force: true, maxRetries: 20 }).catch(() => {});
}

/** Takes the steps in a world of their own, which is gone afterwards; tells and sets the exit code. */
export async function inWorld(startPrometheus, steps) {
  const world = { directory: await mkdtemp(join(tmpdir(), 'sluice-guide-')) };
  const act = async () => {
    const port = await freePort();
    await open(world, port);
    world.prometheus = await startPrometheus({ port, ...world });
    await Promise.race([take(steps, world), world.server.ended, world.service.ended]);
  };
  await runMain({ act, close: () => close(world), withinMs: WITHIN_MS });
}
