// bench/ofrep: remote evaluation beside a bare node:http server that sends the same bytes.
// node bench/ofrep/run.mjs [--smoke]     (npm run build first)
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';
import { median } from '../server/http.mjs';
import { freePort, startServer, temporaryDataDir } from '../server/server-process.mjs';
import { createFlags } from './flags.mjs';
import { measureStreams } from './streams.mjs';

const smoke = process.argv.includes('--smoke');
const { seconds, rounds, streams, changes } = smoke
  ? { seconds: 1, rounds: 1, streams: 20, changes: 2 }
  : { seconds: 5, rounds: 3, streams: 1_000, changes: 20 };
const FLAGS = 100;
const PATH = '/ofrep/v1/evaluate/flags';
const BODY = JSON.stringify({
  context: { targetingKey: 'user-4711', email: 'a@example.org', plan: 'free', country: 'CH' },
});

async function load(url, headers, status) {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: BODY,
    connections: 50,
    duration: seconds,
  });
  const wrong = Object.keys(result.statusCodeStats).filter((code) => code !== String(status));
  if (wrong.length > 0 || result.errors > 0)
    throw new Error(`${url}: expected ${status}, got ${JSON.stringify(result.statusCodeStats)}`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

async function startFloor(file) {
  const child = fork(resolve(import.meta.dirname, 'floor.mjs'), [file]);
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.kill() };
}

async function measure({ url, headers, scratch, status = 200 }) {
  const sent = { 'content-type': 'application/json', ...headers };
  const answer = await fetch(url, { method: 'POST', headers: sent, body: BODY });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const file = join(scratch, 'answer.json');
  writeFileSync(file, bytes);
  const floor = await startFloor(file);
  try {
    for (const target of [url, floor.url])
      await load(target, headers, target === url ? status : 200);
    const sluice = [];
    const bare = [];
    for (let round = 0; round < rounds; round++) {
      sluice.push(await load(url, headers, status));
      bare.push(await load(floor.url, {}, 200));
    }
    const of = (runs, name) => median(runs.map((run) => run[name]));
    return {
      bytes: bytes.length,
      perSecond: of(sluice, 'perSecond'),
      p99: of(sluice, 'p99'),
      bare: of(bare, 'perSecond'),
      bareP99: of(bare, 'p99'),
    };
  } finally {
    floor.stop();
  }
}

const data = temporaryDataDir();
const port = await freePort();
const rows = {};
let listening;
let server;
try {
  server = await startServer({
    dataDir: data.path,
    port,
    env: { SLUICE_SDK_RATE_LIMIT: '10000000' },
  });
  const secret = await createFlags(server.url, server.credentials().adminToken, FLAGS);
  const headers = { authorization: `Bearer ${secret}` };
  const bulk = `${server.url}${PATH}`;
  const first = await fetch(bulk, { method: 'POST', headers, body: BODY });
  const etag = first.headers.get('etag');
  const scratch = data.path;
  const cases = [
    ['one flag, a percentage', { url: `${bulk}/flag_002`, headers }, '≥ 5,000/s, p99 ≤ 10 ms'],
    [`bulk of ${FLAGS} flags`, { url: bulk, headers }, '≥ 2,000/s'],
    [
      `bulk of ${FLAGS}, 304`,
      { url: bulk, headers: { ...headers, 'if-none-match': etag }, status: 304 },
      '',
    ],
  ];
  for (const [name, what, target] of cases) {
    const { bytes, perSecond, p99, bare, bareP99 } = await measure({ ...what, scratch });
    rows[name] = {
      'answer, bytes': bytes,
      'sluice /s': Math.round(perSecond),
      'p99, ms': p99,
      'bare /s': Math.round(bare),
      'bare p99, ms': bareP99,
      ratio: (perSecond / bare).toFixed(2),
      target,
    };
  }
  const token = server.credentials().adminToken;
  const flag = `${server.url}/api/v1/projects/ofrep/environments/bench/flags/flag_000`;
  listening = await measureStreams(server, {
    ...{ bulk, headers, body: BODY, count: streams, changes },
    change: async (round) => {
      const answer = await fetch(`${flag}/${round % 2 === 0 ? 'disable' : 'enable'}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{}',
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  });
} finally {
  await server?.stop();
  data.remove();
}
console.table(rows);
console.table({ 'change events': listening });
