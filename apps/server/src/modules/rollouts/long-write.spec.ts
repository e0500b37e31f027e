import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from 'pg';
import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

const QUERY = { kind: 'prometheus', server: 'main', query: 'cost' };

let spent = 10;
let prometheus: Server;
let story: RolloutStory;
let writer: Client;

beforeAll(async () => {
  prometheus = createServer((_, response) => {
    const data = { resultType: 'scalar', result: [1, String(spent)] };
    response.end(JSON.stringify({ status: 'success', data }));
  });
  await new Promise<void>((resolve) => prometheus.listen(0, '127.0.0.1', resolve));
  const { port } = prometheus.address() as AddressInfo;
  story = await RolloutStory.begin({ SLUICE_PROMETHEUS: `main=http://127.0.0.1:${port}` });
  writer = await story.connect({ application_name: 'sluice' });
});
afterAll(async () => {
  await story.end();
  prometheus.closeAllConnections();
  prometheus.close();
});

it('a rollout comes back while a long write of another holds its environment, and ends that', async () => {
  await story.flag('costly');
  const { id } = await story.started({
    flag: 'costly',
    strategy: 'custom',
    steps: '10,100',
    waitSeconds: 600,
    checkEverySeconds: 0.5,
    guards: [{ metric: 'value', source: QUERY, threshold: 100 }],
  });
  await story.until(id, ({ checks }) => checks.length > 1);
  await writer.query('BEGIN');
  await writer.query(`SELECT FROM environments FOR NO KEY UPDATE`);
  const writes = writer.query('SELECT pg_sleep(60)').then(
    () => 'to its end',
    (error: Error) => error.message,
  );
  spent = 101;
  const ended = await story.until(id, ({ state }) => state !== 'running', 20_000);
  expect(ended).toMatchObject({ state: 'rolled_back', current_percentage: 0 });
  expect(await writes).toBe('canceling statement due to user request');
  await writer.query('ROLLBACK');
}, 40_000);
