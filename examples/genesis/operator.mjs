// What an operator does with Sluice on a working day and on a bad one: node examples/genesis/operator.mjs
// It starts servers and services of its own (fresh data, random ports), shows every step with its effect
// in the SDK, and ends with a code other than 0 at the first thing that is not as it should be.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdmin } from './operator/admin.mjs';
import { startSdk } from './operator/sdk-process.mjs';
import { freePort, startServer } from './operator/server.mjs';
import { line } from './operator/report.mjs';
import { runMain } from './operator/run-main.mjs';
import { canary } from './operator/steps/canary.mjs';
import { createKey, exportAndReimport } from './operator/steps/export-and-reimport.mjs';
import { childrenFollow, childrenStayOff } from './operator/steps/hierarchy.mjs';
import { importFlags } from './operator/steps/import-flags.mjs';
import { overridesFile } from './operator/steps/overrides-file.mjs';
import { ramp } from './operator/steps/ramp.mjs';
import { shutdownByApi, shutdownInServer, shutdownInService } from './operator/steps/shutdown.mjs';
import { variables } from './operator/steps/variables.mjs';

const STEPS = [
  childrenStayOff,
  ramp,
  childrenFollow,
  canary,
  variables,
  overridesFile,
  shutdownInService,
  shutdownByApi,
  exportAndReimport,
  shutdownInServer,
];

/** Several times what all steps take together. */
const WITHIN_MS = 240_000;

async function open(world) {
  const dataDir = join(world.directory, 'first');
  await mkdir(dataDir);
  world.server = await startServer({ dataDir, port: await freePort() });
  world.url = world.server.url;
  line('a fresh server, with a database of its own', world.server.startMs);
  world.admin = createAdmin({ url: world.url, token: world.server.adminToken });
  await importFlags(world);
  world.keys = {};
  for (const environment of ['development', 'staging', 'production']) {
    world.keys[environment] = await createKey(world.admin, environment);
  }
  world.sdk = await startSdk({ url: world.url, key: world.keys.production });
}

async function close(world) {
  await Promise.allSettled([world.sdk?.stop(), world.server?.stop()]);
  // PostgreSQL may still be writing its last files when its server was killed.
  await rm(world.directory, { recursive: true, force: true, maxRetries: 20 }).catch(() => {});
}

const world = { directory: await mkdtemp(join(tmpdir(), 'sluice-genesis-')) };
const act = async () => {
  await open(world);
  for (const step of STEPS) await step(world);
};
await runMain({ act, close: () => close(world), withinMs: WITHIN_MS });
