import { encodeCache } from '../cache/cache-record.js';
import {
  aFlag,
  aSnapshot,
  FakeStorage,
  FakeWorld,
  ModelServer,
  NO_OVERLAY,
  settled,
} from '../testing/index.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));
const cached = (clockOffsetMs = 0) =>
  new FakeStorage(
    encodeCache({
      owner: 'me',
      snapshot: aSnapshot([aFlag('a', 1)], { revision: 7 }),
      overlay: NO_OVERLAY,
      clockOffsetMs,
    }),
  );

describe('cache', () => {
  it('is served before anything is heard of the server, and named in the first questions', async () => {
    const world = new FakeWorld({ server: server(), storage: cached() });
    expect(world.client.isEnabled('a')).toBe(true);
    world.engine.start();
    expect(world.transport.fetch?.etag).toMatch(/^"e1-server-7-\d+-none"$/);
    expect(world.client.state).toBe('initializing');
    world.transport.fetch?.answer({ kind: 'unchanged', serverTime: Number.NaN });
    await settled();
    expect(world.client.state).toBe('live');
    expect(world.transport.stream?.handshake).toMatchObject({ epoch: 'e1', revision: 7 });
  });

  it('is stale, and still served, when the server cannot be reached', async () => {
    const world = new FakeWorld({ storage: cached() });
    world.engine.start();
    world.transport.fetch?.answer({ kind: 'failed', message: 'no' });
    await settled();
    expect([world.client.state, world.client.isEnabled('a')]).toEqual(['stale', true]);
  });

  it.each([
    ['of another server or key', JSON.stringify({ format: 1, owner: 'you' })],
    ['cut off', '{"format":1,"own'],
    ['of another format', '{"format":2}'],
    ['without a snapshot', JSON.stringify({ format: 1, owner: 'me', snapshot: { schema: 1 } })],
  ])('is ignored with one warning when %s', (_, text) => {
    const world = new FakeWorld({ storage: new FakeStorage(text) });
    expect(world.client.detail('a').errorCode).toBe('PROVIDER_NOT_READY');
    expect(world.logger.matching(/^warn The flag cache is ignored/)).toHaveLength(1);
  });

  it('follows every change, at most once a second, the last state last', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    await world.advance(1000);
    for (let turn = 0; turn < 5; turn++)
      world.transport.stream?.handlers.change(
        world.server.commit((version) => ({ put: aFlag('a', version, { enabled: false }) })),
      );
    await world.advance(1000);
    expect(JSON.parse(world.storage.text!)).toMatchObject({
      snapshot: { revision: 6 },
    });
  });

  it('never holds what did not come from the server', async () => {
    const bootstrap = { snapshot: aSnapshot([aFlag('a', 1)]), overlay: null };
    const world = new FakeWorld({ options: { bootstrap } });
    world.engine.start();
    await world.advance(5000);
    await world.client.close();
    expect(world.storage.text).toBeNull();
  });

  it('that cannot be written is warned about once', async () => {
    const world = new FakeWorld({ server: server() });
    world.storage.fails = true;
    await world.begin();
    await world.advance(5000);
    world.server.overlay = { ...NO_OVERLAY, id: 'other' };
    world.transport.stream?.handlers.overlay(world.server.overlay);
    await world.advance(5000);
    expect(world.logger.matching(/cannot be written/)).toHaveLength(1);
  });
});
