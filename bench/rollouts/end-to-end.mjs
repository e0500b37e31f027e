// From a bad reading to every connected client off, in a running system: a server process, raw stream
// clients and real SDKs that observe. Part of run.mjs; needs a build.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { adminOf } from '../server/admin.mjs';
import { freePort, startServer, temporaryDataDir } from '../server/server-process.mjs';

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const seconds = (from, to) => Number(to - from) / 1e9;

/** What a process of clients tells, kept by kind and flag until somebody wants it. */
class Told {
  #heard = new Map();
  #waiting = new Map();

  constructor(child) {
    child.on('message', (message) => {
      const id = `${message.type}/${message.flag ?? ''}`;
      const all = [...(this.#heard.get(id) ?? []), message];
      this.#heard.set(id, all);
      const waiting = this.#waiting.get(id);
      if (waiting && all.length >= waiting.count) waiting.done(all);
    });
  }

  /** The first `count` messages of a kind about a flag; fails after `withinMs`. */
  async first(type, flag = '', { count = 1, withinMs = 300_000 } = {}) {
    const id = `${type}/${flag}`;
    const all = this.#heard.get(id) ?? [];
    if (all.length >= count) return all;
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${id}: not within ${withinMs} ms`)), withinMs);
    });
    const heard = new Promise((done) => this.#waiting.set(id, { count, done }));
    return Promise.race([heard, late]).finally(() => clearTimeout(timer));
  }
}

async function forked(name, args) {
  const child = fork(resolve(import.meta.dirname, name), args.map(String), {
    serialization: 'advanced',
  });
  const told = new Told(child);
  const end = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return { child, told, end };
}

async function projectOn(admin) {
  const path = '/projects/ends/environments/live';
  await admin.post('/projects', { key: 'ends', name: 'ends' });
  await admin.post('/projects/ends/environments', { key: 'live', name: 'Live' });
  const { secret } = await admin.post(`${path}/keys`, { kind: 'server', name: 'bench' });
  return { path, secret };
}

/** Rollouts whose new code begins to fail, each at its own moment of the interval. */
async function telemetryTimes({ start, observers, offTimes, size }) {
  const flags = Array.from({ length: size.trials }, (_, index) => `telemetry-${index}`);
  for (const flag of flags) {
    const { id } = await start(flag);
    observers.child.send({ observe: flag, rollout: id });
  }
  await wait(size.healthyMs);
  const times = await Promise.all(
    flags.map(async (flag, index) => {
      await wait(index * size.staggerMs);
      observers.child.send({ break: flag });
      const [{ at: failed }] = await observers.told.first('failed', flag);
      const [{ at: reported }] = await observers.told.first('reported', flag);
      const offs = await offTimes(flag);
      return {
        failed: offs.map((at) => seconds(failed, at)),
        reported: offs.map((at) => seconds(reported, at)),
      };
    }),
  );
  return {
    fromFault: times.flatMap(({ failed }) => failed),
    fromReading: times.flatMap(({ reported }) => reported),
  };
}

/** Rollouts whose health a script pushes every two seconds, bad from one moment on. */
async function pushTimes({ admin, path, start, offTimes, size }) {
  const guards = [{ metric: 'errorRatePercent', source: { kind: 'push' }, threshold: 1 }];
  const trials = Array.from({ length: size.trials }, async (_, index) => {
    const flag = `push-${index}`;
    const { id } = await start(flag, { guards });
    const push = (error_rate) =>
      admin.post(`${path}/rollouts/${id}/health`, { error_rate, request_count: 1_000 });
    await push(0.1);
    await wait(index * size.staggerMs);
    const bad = process.hrtime.bigint();
    let over = false;
    const pushing = (async () => {
      while (!over) {
        // The rollout may end between two readings.
        await push(9).catch(() => (over = true));
        if (!over) await wait(size.pushEveryMs);
      }
    })();
    const offs = await offTimes(flag);
    over = true;
    await pushing;
    return offs.map((at) => seconds(bad, at));
  });
  return (await Promise.all(trials)).flat();
}

async function manualTimes({ admin, path, start, offTimes, size }) {
  const times = [];
  for (let index = 0; index < size.trials; index++) {
    const flag = `manual-${index}`;
    const { id } = await start(flag, { guards: [] });
    const asked = process.hrtime.bigint();
    await admin.post(`${path}/rollouts/${id}/rollback`, { reason: 'measured' });
    times.push(...(await offTimes(flag)).map((at) => seconds(asked, at)));
  }
  return times;
}

const FULL = {
  clients: 1_000,
  observers: 10,
  requestsPerSecond: 400,
  trials: 10,
  staggerMs: 1_300,
  healthyMs: 75_000,
  pushEveryMs: 2_000,
  rollout: {},
};
const SMOKE = {
  clients: 50,
  observers: 2,
  requestsPerSecond: 400,
  trials: 2,
  staggerMs: 300,
  healthyMs: 12_000,
  pushEveryMs: 200,
  rollout: { checkEverySeconds: 0.5 },
};

/** What is measured, and the most seconds it may take at the default interval. */
const ROWS = [
  ['manual rollback asked for → off', 'manual', 1],
  ['first bad reading pushed → off', 'pushed', 15],
  ['first bad SDK report sent → off', 'fromReading', 15],
  ['first failing request → off', 'fromFault', null],
];

/** Measures and prints; what took too long, for people. */
export async function printEnds({ smoke }) {
  const size = smoke ? SMOKE : FULL;
  const times = await measureEnds(size);
  console.log(
    `${size.clients} raw clients, ${size.observers} SDKs, ${size.trials} rollouts of each kind, half of the requests of the treatment arm fail, ${size.requestsPerSecond} requests/s, checks every ${size.rollout.checkEverySeconds ?? 10} s`,
  );
  console.log(`${'s'.padEnd(36)}      p50      p95      max   at most`);
  const missed = [];
  for (const [what, name, most] of ROWS) {
    const sorted = times[name];
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    const cells = [at(0.5), at(0.95), at(1)].map((value) => value.toFixed(2).padStart(9));
    console.log(`${what.padEnd(34)}${cells.join('')}${String(most ?? '').padStart(10)}`);
    if (!smoke && most !== null && at(1) > most)
      missed.push(`${what}: ${at(1).toFixed(2)} s is above ${most} s`);
  }
  return missed;
}

/** Seconds until every client had a bad flag off, by how the fault became known; sorted. */
async function measureEnds(size) {
  const data = temporaryDataDir();
  const children = [];
  let server;
  try {
    server = await startServer({ dataDir: data.path, port: await freePort() });
    const admin = adminOf(server.url, server.credentials().adminToken);
    const { path, secret } = await projectOn(admin);
    const clients = await forked('off-clients.mjs', [server.url, secret, size.clients]);
    const observers = await forked('observers.mjs', [
      server.url,
      secret,
      size.observers,
      size.requestsPerSecond,
    ]);
    children.push(clients, observers);
    await Promise.all([clients.told.first('synced'), observers.told.first('ready')]);
    const start = async (flag, more = {}) => {
      await admin.post('/projects/ends/flags', { key: flag, type: 'boolean' });
      const { version } = await admin.get(`${path}/flags/${flag}`);
      await admin.patch(`${path}/flags/${flag}`, version, { fallthrough: { variant: 'off' } });
      const body = { flag, strategy: 'fast', allowNoData: true, ...size.rollout, ...more };
      return admin.post(`${path}/rollouts`, body);
    };
    const offTimes = async (flag) => (await clients.told.first('off', flag))[0].times;
    const sdkOffs = async (flag) =>
      (await observers.told.first('sdk-off', flag, { count: size.observers })).map(({ at }) => at);
    const observed = async (flag) => [...(await offTimes(flag)), ...(await sdkOffs(flag))];
    const world = { admin, path, start, offTimes, observers, size };
    const manual = await manualTimes(world);
    const [pushed, telemetry] = await Promise.all([
      pushTimes(world),
      telemetryTimes({ ...world, offTimes: observed }),
    ]);
    const sorted = (times) => times.sort((a, b) => a - b);
    return {
      manual: sorted(manual),
      pushed: sorted(pushed),
      fromReading: sorted(telemetry.fromReading),
      fromFault: sorted(telemetry.fromFault),
    };
  } finally {
    await Promise.all(children.map(({ end }) => end()));
    await server?.stop();
    data.remove();
  }
}
