import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';

/** Requests per second of the snapshot route and of a bare server with the same bytes, in turns. */
export async function measureSnapshots({ url, secret, scratch, seconds, rounds }) {
  const address = `${url}/sdk/v1/snapshot`;
  const authorization = `Bearer ${secret}`;
  const first = await fetch(address, {
    headers: { authorization, 'accept-encoding': 'identity' },
  });
  const etag = first.headers.get('etag');
  const body = Buffer.from(await first.arrayBuffer());
  const file = join(scratch, 'body.json');
  writeFileSync(file, body);
  const floor = await startFloor(file, etag);
  try {
    const rows = [];
    for (const [name, headers, status] of [
      ['200', {}, '200'],
      ['304', { 'if-none-match': etag }, '304'],
    ]) {
      const sluice = [];
      const bare = [];
      for (let round = 0; round < rounds; round++) {
        sluice.push(await load(address, { ...headers, authorization }, { seconds, status }));
        bare.push(await load(floor.url, headers, { seconds, status }));
      }
      rows.push({ name, sluice: median(sluice), floor: median(bare) });
    }
    return { bytes: body.length, rows };
  } finally {
    floor.stop();
  }
}

async function startFloor(file, etag) {
  const child = fork(resolve(import.meta.dirname, 'floor.mjs'), [file, etag]);
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.kill() };
}

async function load(url, headers, { seconds, status }) {
  const result = await autocannon({ url, headers, connections: 50, duration: seconds });
  const wrong = Object.entries(result.statusCodeStats).filter(([code]) => code !== status);
  if (wrong.length > 0 || result.errors > 0)
    throw new Error(
      `${url}: expected only ${status}, got ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    );
  return result.requests.average;
}

/** The middle value. */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
