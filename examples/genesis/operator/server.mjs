// Starts and stops a built Sluice server the way a person would: `node apps/server/dist/…` with an environment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endedUnasked, stopProcess } from './stop-process.mjs';

const PACKAGE = fileURLToPath(new URL('../../../apps/server/', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** Variables of this process that would change what is shown. */
const NEUTRAL = {
  DATABASE_URL: '',
  EMERGENCY_SHUTDOWN: '',
  SLUICE_OVERRIDES_FILE: '',
  SLUICE_ADMIN_TOKEN: '',
  SLUICE_AUDIT_KEY: '',
};

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A running server on an own data directory; resolves when it is ready and set up. */
export async function startServer({ dataDir, port, environment = {} }) {
  const main = await mainFile();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd: PACKAGE,
    env: {
      ...process.env,
      ...NEUTRAL,
      HOST: '127.0.0.1',
      PORT: String(port),
      SLUICE_DATA_DIR: dataDir,
      SLUICE_SEED: 'none',
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => output.push(text));
  }
  const credentials = await untilReady({ url, child, output, dataDir });
  return {
    url,
    dataDir,
    port,
    adminToken: credentials.adminToken,
    credentials,
    startMs: performance.now() - startedAt,
    output: () => output.join(''),
    /** Rejects where it ends by itself. */
    ended: endedUnasked(child, 'the server', () => output.join('')),
    stop: () => stopProcess(child),
  };
}

async function mainFile() {
  const { main } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  const file = join(PACKAGE, main ?? 'dist/apps/server/src/main.js');
  if (!existsSync(file)) throw new Error(`${file} is missing. Run \`npm run build\` first.`);
  return file;
}

/** Credentials of the server once it says ready and has printed where it listens: then it is set up. */
async function untilReady({ url, child, output, dataDir }) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${url}/ready`).catch(() => null);
    if (response?.ok && output.join('').includes(`Sluice listens on ${url}`)) {
      return JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8'));
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await stopProcess(child);
  throw new Error(`The server at ${url} did not become ready. Its output:\n${output.join('')}`);
}
