// bench/server: what a running server does, beside a bare node:http server with the same bytes.
// node bench/server/run.mjs [--smoke]     (npm run build first)
import { adminOf, createProject } from './admin.mjs';
import { measureSnapshots } from './http.mjs';
import { connectClients, measureLatency } from './latency.mjs';
import { freePort, startServer, temporaryDataDir } from './server-process.mjs';
import { measureToggles } from './toggles.mjs';

const smoke = process.argv.includes('--smoke');
const size = smoke
  ? { flags: 20, seconds: 1, rounds: 1, clients: [50, 200], changes: 4 }
  : { flags: 100, seconds: 5, rounds: 3, clients: [1_000, 10_000], changes: 60 };

const rows = [];
const row = (what, measured, target) => {
  rows.push({ what, measured, target });
  console.log(`  ${what}: ${measured}`);
};
const MIB = 1024 * 1024;
const data = temporaryDataDir();
const port = await freePort();
let server;
try {
  server = await startServer({ dataDir: data.path, port });
  row('first start (initdb, migrations, seed)', `${(server.startMs / 1000).toFixed(2)} s`, '');
  await server.stop();
  server = await startServer({ dataDir: data.path, port });
  row('second start', `${(server.startMs / 1000).toFixed(2)} s`, '≤ 3 s');
  await new Promise((done) => setTimeout(done, smoke ? 500 : 5_000));
  row('idle RSS', `${(server.rssBytes() / MIB).toFixed(0)} MB`, '≤ 160 MB');

  const admin = adminOf(server.url, server.credentials().adminToken);
  const project = await createProject(admin, { key: 'bench', count: size.flags });

  const http = await measureSnapshots({
    url: server.url,
    secret: project.secret,
    scratch: data.path,
    seconds: size.seconds,
    rounds: size.rounds,
  });
  for (const { name, sluice, floor } of http.rows)
    row(
      `snapshot GET ${name}, ${size.flags} flags, ${http.bytes} B`,
      `${sluice.toFixed(0)}/s; bare ${floor.toFixed(0)}/s; ratio ${(sluice / floor).toFixed(2)}`,
      'ratio ≥ 0.5',
    );

  await measureToggles({ admin, project, parallel: 16, seconds: size.seconds }); // warm up
  for (const parallel of [1, 16]) {
    const perSecond = await measureToggles({ admin, project, parallel, seconds: size.seconds });
    row(
      `toggles through the API, ${parallel} at once`,
      `${perSecond.toFixed(0)}/s`,
      '≥ 480/s (better of both)',
    );
  }

  const memory = [];
  for (const count of size.clients) {
    const clients = await connectClients({ url: server.url, secret: project.secret, count });
    await measureLatency({ admin, project, clients, rounds: 2 });
    memory.push({ count, rss: server.rssBytes() });
    const { sent, answered } = await measureLatency({
      admin,
      project,
      clients,
      rounds: size.changes,
    });
    const show = ({ p50, p99, max }) =>
      `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(1)} ms`;
    const target = count >= 10_000 ? 'p99 ≤ 1 s' : 'p50 ≤ 20, p99 ≤ 100 ms';
    row(`write sent → client, ${count} clients`, show(sent), target);
    row(`write answered → client, ${count} clients`, show(answered), '');
    await clients.close();
  }
  const [low, high] = memory;
  const slope = (high.rss - low.rss) / (high.count - low.count) / 1024;
  row(
    `server memory per client, ${low.count} → ${high.count}`,
    `${slope.toFixed(1)} KB`,
    '≤ 25 KB',
  );
} finally {
  await server?.stop();
  data.remove();
}
console.log('');
console.table(
  Object.fromEntries(rows.map(({ what, measured, target }) => [what, { measured, target }])),
);
