import { randomUUID } from 'node:crypto';
import type { EventBatch, FlagUsage, InstancesPage } from '@sluice/protocol';
import { handshake, StreamClient } from '../../../test/stream-client.js';
import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';
import { InstanceRecorder, ReplicaHeartbeat } from '../instances/index.js';
import { UsageCollector } from './usage-collector.js';

const BASE = '/api/v1/projects/shop';

describe('what SDKs report', () => {
  let server: TestApp;
  let serverKey: string;
  let clientKey: string;

  beforeAll(async () => {
    server = await startTestApp();
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    await server.call('POST', `${BASE}/environments`, { body: { key: 'live' } });
    for (const [key, clientVisible] of [
      ['seen', true],
      ['hidden', false],
    ] as const) {
      const created = await server.call('POST', `${BASE}/flags`, {
        body: { key, type: 'boolean', clientVisible },
      });
      expect(created.status).toBe(201);
    }
    const keys = ['server', 'client'].map(async (kind) => {
      const { body } = await server.call('POST', `${BASE}/environments/live/keys`, {
        body: { kind, name: kind },
      });
      return (body as { secret: string }).secret;
    });
    [serverKey, clientKey] = (await Promise.all(keys)) as [string, string];
  });

  afterAll(() => server.close());

  const batch = (more: Partial<EventBatch> = {}): EventBatch => ({
    id: randomUUID(),
    instance: 'instance-1',
    sdk: 'node/1.0.0',
    from: Date.now() - 10_000,
    to: Date.now(),
    revision: 1,
    counts: [{ flag: 'seen', variant: 'off', reason: 'DISABLED', count: 5 }],
    unknown: [],
    local: { shutdown: false, overrides: [] },
    ...more,
  });
  const send = (body: unknown, token = serverKey): Promise<Answer> =>
    server.call('POST', '/sdk/v1/events', { body, token });
  const usageOf = async (flag: string): Promise<FlagUsage> => {
    await server.app.get(UsageCollector).flush();
    const { body } = await server.call('GET', `${BASE}/environments/live/flags/${flag}/usage`);
    return body;
  };
  const totalOf = async (flag: string): Promise<number> =>
    (await usageOf(flag)).hours.reduce((sum, { count }) => sum + count, 0);

  it('is counted by flag, variant, reason and hour, and a batch sent twice counts once', async () => {
    const once = batch();
    expect((await send(once)).status).toBe(202);
    expect((await send(once)).status).toBe(202);
    expect(await totalOf('seen')).toBe(5);
    server.app.get(UsageCollector).accept({
      ...{ id: once.id, environmentId: randomUUID(), atMs: 0 },
      ...{ counts: once.counts, unknown: [] },
    });
    const usage = await usageOf('seen');
    expect(usage.hours).toMatchObject([{ variant: 'off', reason: 'DISABLED', count: 5 }]);
    expect(usage.variants).toMatchObject([{ variant: 'off' }]);
    expect(Date.parse(usage.lastEvaluatedAt!)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('counts flags that the key can see, and no others', async () => {
    const counts = ['seen', 'hidden'].map((flag) => ({
      flag,
      variant: null,
      reason: 'DISABLED',
      count: 7,
    }));
    const before = await totalOf('hidden');
    await send(batch({ counts }), clientKey);
    expect(await totalOf('hidden')).toBe(before);
    await send(batch({ counts }));
    expect(await totalOf('hidden')).toBe(before + 7);
  });

  it('names the keys that were asked for and do not exist', async () => {
    await send(
      batch({
        unknown: [
          { flag: 'typo', count: 3 },
          { flag: 'seen', count: 1 },
        ],
      }),
    );
    await server.app.get(UsageCollector).flush();
    const { body } = await server.call('GET', `${BASE}/environments/live/unknown-flags`);
    expect(body).toMatchObject({ items: [{ flag: 'typo', count: 3 }], nextCursor: null });
  });

  it.each<[string, () => unknown, number]>([
    ['times in the past', () => batch({ from: 1, to: 2 }), 400],
    ['times in the future', () => batch({ to: Date.now() + 3_600_000 }), 400],
    ['an end before its beginning', () => batch({ from: Date.now(), to: Date.now() - 1 }), 400],
    [
      'a negative count',
      () => batch({ counts: [{ flag: 'seen', variant: 'on', reason: 'X', count: -1 }] }),
      400,
    ],
    ['a field nobody knows', () => ({ ...batch(), extra: 1 }), 400],
    ['text that no database holds', () => batch({ unknown: [{ flag: 'a\u0000', count: 1 }] }), 400],
    [
      'too many entries',
      () =>
        batch({ unknown: Array.from({ length: 201 }, (_, i) => ({ flag: `f${i}`, count: 1 })) }),
      400,
    ],
  ])('is refused with %s', async (_, body, status) => {
    expect((await send(body())).status).toBe(status);
  });

  it('is refused without a good SDK key', async () => {
    expect(await send(batch(), 'slu_srv_unknown')).toMatchObject({ status: 401 });
    expect(await server.call('POST', '/sdk/v1/events', { body: batch() })).toMatchObject({
      status: 401,
    });
  });

  it('shows every connected server SDK with its revision and local overrides, and browsers only as a number', async () => {
    const connect = async (key: string, instance: string): Promise<StreamClient> => {
      const client = new StreamClient(server.origin, handshake(key, { instance }));
      await client.until('sync');
      return client;
    };
    const node = await connect(serverKey, 'node-1');
    const browser = await connect(clientKey, 'browser-1');
    const overrides = [{ flag: 'seen', variant: 'on', source: 'env' as const }];
    await send(batch({ instance: 'node-1', local: { shutdown: false, overrides } }));
    await server.app.get(InstanceRecorder).flush();
    await server.app.get(ReplicaHeartbeat).beat();
    const { body } = await server.call('GET', '/api/v1/instances?connected=true');
    const page = body as InstancesPage;
    expect(page.items).toMatchObject([
      { id: 'node-1', environment: 'live', connected: true, lag: 0, local: { overrides } },
    ]);
    expect(page.replicas).toMatchObject([
      {
        differs: false,
        environments: [{ environment: 'live', serverSdks: 1, clientSdks: 1, lag: 0 }],
      },
    ]);
    node.close();
    browser.close();
  });

  it('is open about itself: alive, ready, measured', async () => {
    expect(await server.call('GET', '/health', { token: null })).toMatchObject({
      status: 200,
      body: { status: 'alive' },
    });
    const ready = await server.call('GET', '/ready', { token: null });
    expect([ready.status, ready.body]).toMatchObject([
      200,
      { status: 'ready', database: true, migrations: true, listener: true, differingOverlays: [] },
    ]);
    await server.call('GET', '/sdk/v1/snapshot', { token: serverKey });
    const metrics = await server.call('GET', '/metrics', { token: null });
    const text = metrics.body as string;
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    for (const line of [
      /sluice_snapshot_requests_total\{status="200",encoding="identity"\} 1/,
      /sluice_environment_revision\{project="shop",environment="live"\} \d/,
      /sluice_http_request_seconds_count\{method="POST",route="\/api\/v1\/projects",status="201"\} 1/,
      /sluice_evaluations_reported_total \d+/,
      /nodejs_eventloop_lag_seconds/,
      /sluice_database_connections\{state="total"\} \d/,
    ]) {
      expect(text).toMatch(line);
    }
  });
});
