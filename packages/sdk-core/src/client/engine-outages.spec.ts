import { aFlag, aSnapshot, FakeWorld, ModelServer, settled } from '../testing/index.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));

describe('outages', () => {
  it('are logged once, however many attempts they take, and their end once', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.opening = (stream) => void queueMicrotask(() => stream.handlers.closed('down'));
    world.transport.stream?.handlers.closed('down');
    await world.advance(100_000);
    expect(world.transport.streams.length).toBeGreaterThan(5);
    expect(world.logger.lines).toEqual([
      'warn Sluice cannot be reached: down. Serving revision 1 of p/test; trying again until it answers.',
    ]);
    expect(world.client.ageMs).toBe(100_000);
    world.transport.opening = () => undefined;
    await world.advance(20_000);
    world.sync();
    expect(world.logger.lines).toHaveLength(2);
    expect(world.logger.lines[1]).toMatch(/^info Sluice answers again after \d+ s/);
    expect(world.client.ageMs).toBe(0);
  });

  it('after which the server has another history: its changes wait for the snapshot they belong to', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.stream?.handlers.closed('restored');
    world.server.restore('e2', 1);
    await world.advance(1000);
    const { epoch, revision, digest, overlay, serverTime } = {
      ...world.server.syncFor(null, null),
    };
    const sync = { epoch, revision, digest, overlay, serverTime, mode: 'fetch', spreadMs: 100 };
    world.transport.stream?.handlers.sync(sync);
    const off = (version: number) => ({ put: aFlag('a', version, { enabled: false }) });
    world.transport.stream?.handlers.change(world.server.commit(off));
    expect([world.engine.epoch, world.engine.revision]).toEqual(['e1', 1]);
    await world.advance(100);
    world.transport.fetch?.answer(world.answer);
    await settled();
    expect([world.engine.epoch, world.engine.revision]).toEqual(['e2', 2]);
    expect(world.client.isEnabled('a')).toBe(false);
  });

  it('do not hear what an earlier stream still says', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    const [earlier] = world.transport.streams;
    earlier?.handlers.closed('gone');
    await world.advance(1000);
    world.sync();
    earlier?.handlers.change(world.server.commit(() => ({ shutdown: true })));
    expect(world.client.revision).toBe(1);
    expect(world.client.isEnabled('a')).toBe(true);
  });

  it('by nonsense end the stream and leave what is served', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.stream?.handlers.sync({ mode: 'full', snapshot: null });
    expect(world.client.state).toBe('stale');
    expect(world.client.isEnabled('a')).toBe(true);
    expect(world.logger.matching(/makes no sense/)).toHaveLength(1);
  });

  it('by what breaks this SDK itself leave what is served, and are tried again', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    const flag = aFlag('a', 2);
    Object.defineProperty(flag, 'key', {
      get: () => {
        throw new Error('a bug');
      },
    });
    const change = { from: 1, to: 2, digest: 0, changes: [{ put: flag }] };
    world.transport.stream?.handlers.change(change);
    expect(world.client.isEnabled('a')).toBe(true);
    await world.advance(1000);
    world.sync();
    expect(world.client.state).toBe('live');
    expect(world.logger.matching(/cannot be used \(Error: a bug\)/)).toHaveLength(1);
  });

  it('by a refused key are an error in the log, once, and asked about every five minutes', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.stream?.handlers.refused('This key was revoked.');
    expect(world.client.state).toBe('fatal');
    for (let turn = 0; turn < 3; turn++) {
      await world.advance(300_000);
      world.transport.fetch?.answer({ kind: 'refused', message: 'This key was revoked.' });
      await settled();
    }
    expect(world.transport.fetches).toBe(4);
    expect(world.logger.matching(/^error Sluice refused/)).toHaveLength(1);
    expect(world.client.isEnabled('a')).toBe(true);
  });
});
