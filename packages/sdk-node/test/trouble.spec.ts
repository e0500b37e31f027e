import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import { ClientFixture } from './client-fixture.js';
import { FixtureServer, KEY, sendJson, type Intercept } from './fixture-server.js';
import { until } from './until.js';

const toggle = (enabled: boolean) => (version: number) => ({
  put: aFlag('a', version, { enabled }),
});

describe('trouble', () => {
  let fixture: ClientFixture;
  let server: FixtureServer;

  beforeEach(async () => {
    fixture = new ClientFixture();
    server = await fixture.serve(new FixtureServer(new ModelServer(aSnapshot([aFlag('a', 1)]))));
  });
  afterEach(() => fixture.close());

  it('with the key is told at once and asked about again later', async () => {
    const client = fixture.client(server, { key: 'slu_srv_wrong' });
    await expect(client.ready()).rejects.toThrow(/refused the SDK key: This SDK key is unknown/);
    expect(client.state).toBe('fatal');
    expect(fixture.logger.matching(/^error/)).toHaveLength(1);
    server.keys.add('slu_srv_wrong');
    await until('accepted', () => client.state === 'live');
    expect(client.isEnabled('a')).toBe(true);
  });

  it('with a revoked key leaves what was served', async () => {
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    server.revoke(KEY);
    await until('fatal', () => client.state === 'fatal');
    expect(client.isEnabled('a')).toBe(true);
    await until('no stream', () => server.streams === 0);
  });

  it('with a proxy’s 401 is no verdict on the key', async () => {
    server.intercept = (_, response) => (sendJson(response, 401, { error: 'proxy' }), true);
    server.blocksSockets = true;
    const client = fixture.client(server);
    await until('tried again', () => server.requests.length > 2);
    expect(client.state).toBe('initializing');
    server.intercept = null;
    await client.ready();
  });

  it.each<[string, Intercept]>([
    ['no JSON', (_, response) => (response.end('<html>'), true)],
    [
      'another shape',
      (_, response) => (sendJson(response, 200, { snapshot: { schema: 9 } }), true),
    ],
    ['null', (_, response) => (sendJson(response, 200, null), true)],
    [
      'half an answer',
      (_, response) => (
        response.writeHead(200, { 'content-length': 99 }).write('{'),
        response.destroy(),
        true
      ),
    ],
    [
      'a wrong encoding',
      (_, response) => (
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
        true
      ),
    ],
    [
      'a redirect',
      (_, response) => (response.writeHead(302, { location: 'http://x.test' }).end(), true),
    ],
    ['a teapot', (_, response) => (response.writeHead(418).end(), true)],
  ])('with a server that answers %s never replaces good data', async (_, nonsense) => {
    const client = fixture.client(server, { pollOnly: true });
    await client.ready();
    server.commit(toggle(false));
    server.intercept = nonsense;
    const before = server.requests.length;
    await until('asked', () => server.requests.length > before + 1);
    await until('stale', () => client.state === 'stale');
    expect(client.isEnabled('a')).toBe(true);
    server.intercept = null;
    await until('recovered', () => client.state === 'live' && !client.isEnabled('a'));
  });

  it('with nonsense on the stream is survived', async () => {
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    for (const nonsense of [
      null,
      1,
      'x',
      [],
      {},
      { from: 1, to: 2, digest: 0, changes: [{ put: 1 }] },
    ])
      for (const event of ['change', 'overlay', 'drain', 'sync', 'unheard'])
        server.emit(event, nonsense);
    await until('another stream', () => server.handshakes.length > 1 && client.state === 'live');
    server.commit(toggle(false));
    await until('change', () => !client.isEnabled('a'));
  });

  it('with a slow server leaves questions quick and is over when it answers', async () => {
    const held: (() => void)[] = [];
    server.blocksSockets = true;
    server.intercept = (request, response) => {
      if (request.url !== '/sdk/v1/snapshot' || held.length > 0) return false;
      held.push(() =>
        sendJson(response, 200, { snapshot: server.model.snapshot, overlay: server.model.overlay }),
      );
      return true;
    };
    const client = fixture.client(server);
    await expect(client.ready({ timeoutMs: 50 })).rejects.toThrow(/not ready in time/);
    expect(client.isEnabled('a', 'u', true)).toBe(true);
    held[0]!();
    await client.ready();
  });

  it('with a server that never answers ends by a timeout and another try', async () => {
    server.blocksSockets = true;
    server.intercept = () => server.requests.length < 2;
    const client = fixture.client(server, {}, { timings: { fetchTimeoutMs: 80 } });
    await client.ready();
    expect(server.requests.length).toBeGreaterThan(1);
  });

  it('with this machine’s clock does not move a schedule', async () => {
    const at = new Date(Date.now() + 600).toISOString();
    const schedule = { curve: 'step' as const, steps: [{ at, percentage: 100 }] };
    server.model.commit((version) => ({
      put: aFlag('a', version, {
        rules: [
          { id: 'r', conditions: [], rollout: { seed: 1, schedule }, serve: { variant: 'on' } },
        ],
        fallthrough: { variant: 'off' },
      }),
    }));
    const slow = fixture.client(server, {}, { wallMs: () => Date.now() - 86_400_000 });
    const fast = fixture.client(server, {}, { wallMs: () => Date.now() - 86_400_000 * 300 });
    await Promise.all([slow.ready(), fast.ready()]);
    const told: string[] = [];
    slow.on('change', ({ keys }) => told.push(...keys));
    expect([slow.isEnabled('a'), fast.isEnabled('a')]).toEqual([false, false]);
    await until('opened', () => slow.isEnabled('a') && fast.isEnabled('a'), 2000);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at) - 100);
    await until('told', () => told.includes('a'));
  });

  it('with the server being killed and restarted under load loses nothing and shows nothing old as new', async () => {
    const clients = Array.from({ length: 10 }, () => fixture.client(server));
    await Promise.all(clients.map((client) => client.ready()));
    const revisions = clients.map((client) => {
      const seen: number[] = [];
      client.on('change', () => seen.push(client.revision!));
      return seen;
    });
    let asked = 0;
    for (let round = 0; round < 3; round++) {
      for (let change = 0; change < 20; change++) {
        server.commit(toggle(change % 2 === 0));
        for (const client of clients) if (typeof client.isEnabled('a', 'u1') === 'boolean') asked++;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await server.stop();
      server.model.commit(toggle(round % 2 === 0));
      expect(clients.every((client) => client.revision !== null)).toBe(true);
      await server.start();
    }
    const { revision } = server.model.snapshot;
    await until('caught up', () => clients.every((client) => client.revision === revision));
    expect(clients.map((client) => client.isEnabled('a'))).toEqual(clients.map(() => true));
    for (const seen of revisions) expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(asked).toBe(600);
    await until('one stream each', () => server.streams === clients.length);
  });

  it('with 10,000 flags is none', async () => {
    const flags = Array.from({ length: 10_000 }, (_, i) => aFlag(`flag-${i}`, 1));
    server.model.snapshot = aSnapshot(flags, { revision: 2 });
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    expect(client.isEnabled('flag-9999')).toBe(true);
    server.commit((version) => ({ put: aFlag('flag-9999', version, { enabled: false }) }));
    await until('change', () => !client.isEnabled('flag-9999'));
    expect(Object.keys(client.all('u1'))).toHaveLength(10_000);
  });
});
