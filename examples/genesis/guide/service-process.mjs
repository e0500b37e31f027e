// Starts the example service the way a person would, with users of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../operator/server.mjs';
import { endedUnasked, stopProcess } from '../operator/stop-process.mjs';

const ANSWER_MS = 10_000;

const SERVICE = fileURLToPath(new URL('../service.mjs', import.meta.url));

/** A running service that asks the flags of production, `perSecond` times a second. */
export async function startService({ url, key, perSecond }) {
  const port = await freePort();
  const child = spawn(process.execPath, [SERVICE], {
    env: {
      ...process.env,
      SLUICE_URL: url,
      SLUICE_KEY: key,
      SLUICE_ENVIRONMENT: 'production',
      PORT: String(port),
      TRAFFIC: String(perSecond),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (output.includes(`http://127.0.0.1:${port}/`)) resolve();
      });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}:\n${output}`)));
  });
  const address = `http://127.0.0.1:${port}`;
  const ask = (path, init) =>
    fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
  return {
    address,
    /** What the service answers a user. */
    ask: async (id) => (await ask(`/?id=${id}`)).json(),
    /** From now on this share of phase 4 fails. */
    fault: async (errors) => (await ask(`/fault?errors=${errors}`, { method: 'POST' })).json(),
    metrics: async () => (await ask('/metrics')).text(),
    /** Rejects where it ends by itself. */
    ended: endedUnasked(child, 'the service', () => output),
    stop: () => stopProcess(child),
  };
}
