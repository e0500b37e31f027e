// Starts the example service the way a person would, with users of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../operator/server.mjs';

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
  return {
    address,
    /** What the service answers a user. */
    ask: async (id) => (await fetch(`${address}/?id=${id}`)).json(),
    /** From now on this share of phase 4 fails. */
    fault: async (errors) =>
      (await fetch(`${address}/fault?errors=${errors}`, { method: 'POST' })).json(),
    metrics: async () => (await fetch(`${address}/metrics`)).text(),
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
