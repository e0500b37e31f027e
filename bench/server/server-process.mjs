import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer } from 'node:net';

const MAIN = resolve(import.meta.dirname, '../../apps/server/dist/apps/server/src/main.js');

/** A port nobody listens on at this moment. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A throw-away data directory and its removal. */
export function temporaryDataDir() {
  const path = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The built server as a process of its own on `dataDir`; resolves once it is ready. */
export async function startServer({ dataDir, port, env = {} }) {
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME ?? '/tmp',
      SLUICE_DATA_DIR: dataDir,
      SLUICE_SEED: 'genesis',
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      SLUICE_RATE_LIMIT: '1000000',
      SLUICE_SDK_RATE_LIMIT: '1000000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${port}`;
  const credentials = join(dataDir, 'credentials.json');
  await untilReady({ url, child, credentials, output: () => output });
  return {
    url,
    pid: child.pid,
    startMs: performance.now() - started,
    credentials: () => JSON.parse(readFileSync(credentials, 'utf8')),
    rssBytes: () => rssBytesOf(child.pid),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function untilReady({ url, child, credentials, output }) {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${output()}`);
    const ready = await fetch(`${url}/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready && existsSync(credentials)) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  child.kill('SIGKILL');
  throw new Error(`the server was not ready within 60 s:\n${output()}`);
}

function rssBytesOf(pid) {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes?.[1] ?? Number.NaN) * 1024;
}
