import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import { ClientFixture } from './client-fixture.js';
import { FixtureServer } from './fixture-server.js';
import { until } from './until.js';

const off = (version: number) => ({ put: aFlag('a', version, { enabled: false }) });
const on = (version: number) => ({ put: aFlag('a', version) });

describe('delivery', () => {
  let fixture: ClientFixture;
  let server: FixtureServer;

  beforeEach(async () => {
    fixture = new ClientFixture();
    server = await fixture.serve(new FixtureServer(new ModelServer(aSnapshot([aFlag('a', 1)]))));
  });
  afterEach(() => fixture.close());

  it('is ready with the server’s flags and follows every change', async () => {
    const client = fixture.client(server);
    expect(client.state).toBe('initializing');
    await client.ready();
    expect(client.isEnabled('a', 'u1')).toBe(true);
    await until('stream', () => server.streams === 1);
    server.commit(off);
    await until('change', () => !client.isEnabled('a', { id: 'u1' }));
    expect(client.revision).toBe(2);
    expect(fixture.logger.lines).toEqual([]);
  });

  it('does not let the data travel twice at the start', async () => {
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.handshakes.length === 1);
    expect(server.handshakes[0]).toMatchObject({ epoch: 'e1', revision: 1, protocol: 1, level: 1 });
  });

  it('tells which flags changed', async () => {
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    const changes: (readonly string[])[] = [];
    client.on('change', ({ keys }) => changes.push(keys));
    server.commit(off);
    await until('change', () => changes.length === 1);
    server.commit(() => ({ shutdown: true }));
    await until('shutdown', () => changes.length === 2);
    expect(changes).toEqual([['a'], ['a']]);
  });

  it('fetches what is too large for the stream', async () => {
    server.answersByFetch = true;
    server.intercept = (request, response) => {
      if (server.requests.length > 1 || !request.url?.endsWith('snapshot')) return false;
      response.writeHead(503).end();
      return true;
    };
    const client = fixture.client(server);
    await client.ready();
    expect(client.isEnabled('a')).toBe(true);
    expect(server.requests.filter((line) => line.includes('snapshot'))).toHaveLength(2);
  });

  it('changes over to another stream when told to drain, without being stale', async () => {
    const states: string[] = [];
    const client = fixture.client(server, { onStateChange: ({ state }) => states.push(state) });
    await client.ready();
    await until('stream', () => server.streams === 1);
    server.emit('drain', { reconnectWithinMs: 50 });
    await until('second stream', () => server.handshakes.length === 2);
    server.commit(off);
    await until('change', () => !client.isEnabled('a'));
    expect(states).toEqual(['live']);
  });

  it('serves on while the server is away and catches up when it is back', async () => {
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    await server.stop();
    await until('stale', () => client.state === 'stale');
    expect(client.isEnabled('a')).toBe(true);
    expect(client.ageMs).toBeGreaterThanOrEqual(0);
    server.model.commit(off);
    await server.start();
    await until('caught up', () => client.state === 'live' && !client.isEnabled('a'));
    expect(fixture.logger.matching(/cannot be reached/)).toHaveLength(1);
    expect(fixture.logger.matching(/answers again/)).toHaveLength(1);
  });

  it('follows a server that was restored to another epoch and a lower revision', async () => {
    server.commit(off);
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    await server.stop();
    server.model.restore('e2', 1);
    server.model.commit(on);
    server.model.restore('e2', 1);
    await server.start();
    await until('restored', () => client.revision === 1 && client.isEnabled('a'));
  });

  it('polls where sockets are blocked', async () => {
    server.blocksSockets = true;
    const client = fixture.client(server);
    await client.ready();
    server.commit(off);
    await until('polled', () => !client.isEnabled('a'));
    expect(client.state).toBe('live');
    server.blocksSockets = false;
    await until('stream', () => server.streams === 1);
    server.commit(on);
    await until('streamed', () => client.isEnabled('a'));
  });

  it('polls only, when told so', async () => {
    const client = fixture.client(server, { pollOnly: true });
    await client.ready();
    server.commit(off);
    await until('polled', () => !client.isEnabled('a'));
    expect(server.handshakes).toEqual([]);
  });

  it('takes the overlay of the stream’s replica whole, and its shutdown', async () => {
    const client = fixture.client(server);
    await client.ready();
    await until('stream', () => server.streams === 1);
    server.setOverlay({ id: 'x', shutdown: false, overrides: { a: 'off' }, watch: [] });
    await until('override', () => !client.isEnabled('a'));
    expect(client.detail('a')).toMatchObject({ reason: 'OVERRIDE', override: 'server' });
    server.setOverlay({ id: 'y', shutdown: true, overrides: {}, watch: [] });
    await until('shutdown', () => client.detail('a').reason === 'SHUTDOWN');
    server.setOverlay({ id: 'z', shutdown: false, overrides: {}, watch: [] });
    await until('released', () => client.isEnabled('a'));
  });
});
