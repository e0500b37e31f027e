import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SluiceClient } from '../src/sluice-client.js';
import { ClientFixture } from './client-fixture.js';
import { Gate } from './gate.js';
import { RealServer } from './real-server.js';
import { until } from './until.js';

const FLAG = 'otel_enabled';

describe('with a real server process', () => {
  const server = new RealServer();
  let fixture: ClientFixture;
  let cacheDir: string;

  beforeAll(async () => {
    await server.start();
    await server.disable(FLAG);
  }, 120_000);
  afterAll(() => server.stop(), 30_000);
  beforeEach(() => {
    fixture = new ClientFixture();
    cacheDir = mkdtempSync(join(tmpdir(), 'sluice-cache-'));
  });
  afterEach(async () => {
    await fixture.close();
    rmSync(cacheDir, { recursive: true });
  });

  const connected = async (...args: Parameters<ClientFixture['client']> | []) => {
    const [to = server, options = {}, around = {}] = args;
    const client = fixture.client(to, { key: server.key, ...options }, around);
    await client.ready();
    return client;
  };
  const follow = async (...clients: SluiceClient[]) => {
    const all = (on: boolean) => () => clients.every((one) => one.isEnabled(FLAG, 'u1') === on);
    await server.enable(FLAG);
    await until('enabled', all(true));
    await server.disable(FLAG);
    await until('disabled', all(false));
  };

  it('serves the seeded flags and follows every change', async () => {
    const client = await connected();
    expect(Object.keys(client.all('u1')).length).toBeGreaterThanOrEqual(17);
    expect(client.detail('phase_4_deployment', 'u1').errorCode).toBeUndefined();
    await follow(client);
    expect(client.state).toBe('live');
    expect(fixture.logger.lines).toEqual([]);
  });

  it('shuts down and is released, all but the protective flags', async () => {
    const client = await connected();
    await server.enable(FLAG);
    await server.admin('POST', '/shutdown/engage', { reason: 'a test' });
    await until('shutdown', () => client.detail('phase_4_deployment', 'u1').reason === 'SHUTDOWN');
    expect(client.isEnabled(FLAG, 'u1')).toBe(true);
    await server.admin('POST', '/shutdown/release', { reason: 'over' });
    await until('released', () => client.detail('phase_4_deployment', 'u1').reason !== 'SHUTDOWN');
    await server.disable(FLAG);
  });

  it('is served without it: first by defaults, then from the cache, and catches up', async () => {
    const first = await connected(server, { cacheDir });
    const { revision } = first;
    await first.close();
    await server.kill();
    const blank = fixture.client(server, { key: server.key });
    expect(blank.isEnabled(FLAG, 'u1', true)).toBe(true);
    const cached = fixture.client(server, { key: server.key, cacheDir });
    expect(cached.revision).toBe(revision);
    await until('stale', () => cached.state === 'stale');
    await server.start();
    await Promise.all([cached.ready({ timeoutMs: 20_000 }), blank.ready({ timeoutMs: 20_000 })]);
    await follow(cached, blank);
  }, 60_000);

  it('survives its death under load: never an unanswered question, and the same state afterwards', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => connected()));
    const before = clients.map((client) => client.revision);
    await server.kill();
    await until('stale', () => clients.every((client) => client.state === 'stale'));
    for (const client of clients)
      for (let user = 0; user < 1000; user++)
        expect(client.detail(FLAG, `u${user}`).errorCode).toBeUndefined();
    expect(clients.map((client) => client.revision)).toEqual(before);
    await server.start();
    await until('live', () => clients.every((client) => client.state === 'live'), 30_000);
    await follow(...clients);
  }, 60_000);

  it('is told when the server goes, and finds it again', async () => {
    const client = await connected();
    await until('quiet', () => client.state === 'live');
    await server.restart();
    await until('live', () => client.state === 'live', 30_000);
    await follow(client);
    expect(fixture.logger.matching(/^error/)).toEqual([]);
  }, 60_000);

  it('refuses a wrong key, and one that is revoked while in use', async () => {
    const wrong = fixture.client(server, { key: 'slu_srv_wrong' });
    await expect(wrong.ready()).rejects.toThrow(/refused the SDK key/);
    expect(wrong.state).toBe('fatal');
    const made = (await server.admin('POST', '/keys', { name: 'spare', kind: 'server' })) as {
      id: string;
      secret: string;
    };
    const client = await connected(server, { key: made.secret });
    await server.admin('POST', `/keys/${made.id}/revoke`, {});
    await until('fatal', () => client.state === 'fatal');
    expect(client.detail(FLAG, 'u1').errorCode).toBeUndefined();
  });

  it('is polled through a proxy that blocks WebSockets', async () => {
    const gate = await new Gate(server.url).open();
    gate.blocksSockets = true;
    const client = await connected(gate);
    await follow(client);
    await client.close();
    await gate.close();
  });

  it('is waited for when slow', async () => {
    const gate = await new Gate(server.url).open();
    gate.delayMs = 400;
    const client = fixture.client(gate, { key: server.key });
    await expect(client.ready({ timeoutMs: 100 })).rejects.toThrow(/not ready in time/);
    await client.ready();
    await client.close();
    await gate.close();
  });

  it('gives its clock to a machine whose own is wrong', async () => {
    const client = await connected(server, {}, { wallMs: () => Date.UTC(1999, 0) });
    expect(client.state).toBe('live');
    await follow(client);
  });

  it('hears of overrides in the SDK’s process and of evaluations', async () => {
    const environment = () => ({ PHASE_4_DEPLOYMENT: 'false' });
    const client = await connected(server, {}, { environment });
    expect(client.detail('phase_4_deployment', 'u1')).toMatchObject({ override: 'env' });
    const report = () => server.admin('GET', '/api/v1/instances').then(JSON.stringify);
    let text = '';
    for (let turn = 0; turn < 50 && !text.includes('"phase_4_deployment"'); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      text = await report();
    }
    expect(text).toContain('"phase_4_deployment"');
    expect(fixture.logger.lines).toEqual([]);
  });
});
