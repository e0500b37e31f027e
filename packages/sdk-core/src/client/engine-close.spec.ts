import {
  aFlag,
  aSnapshot,
  FakeStorage,
  FakeWorld,
  ModelServer,
  settled,
} from '../testing/index.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));

describe('close', () => {
  it('reports what was counted, ends timer and stream, is the same promise twice, and still answers', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.client.isEnabled('a', 'u1');
    world.client.isEnabled('nobody-knows-me');
    const closing = world.client.close();
    expect(world.client.close()).toBe(closing);
    await closing;
    expect(world.transport.batches).toEqual([
      expect.objectContaining({
        sdk: 'fake/1',
        revision: 1,
        counts: [{ flag: 'a', variant: 'on', reason: 'STATIC', count: 1 }],
        unknown: [{ flag: 'nobody-knows-me', count: 1 }],
      }),
    ]);
    expect(world.client.state).toBe('closed');
    expect(world.transport.stream).toBeNull();
    expect(world.time.hasTimer).toBe(false);
    expect(world.client.isEnabled('a')).toBe(true);
  });

  it('waits three seconds for a server that does not take the last report, and no longer', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.eventsAnswer = null;
    world.client.isEnabled('a');
    let closed = false;
    void world.client.close().then(() => (closed = true));
    await world.advance(2_999);
    expect([closed, world.time.keepsAlive]).toEqual([false, true]);
    await world.advance(2);
    expect([closed, world.time.hasTimer]).toEqual([true, false]);
  });

  it('waits no longer where others wait for reports too', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.eventsAnswer = null;
    world.client.isEnabled('a');
    const ends = [world.engine.flush(), world.engine.flush(), world.client.close()];
    await world.advance(3_001);
    await Promise.all(ends);
    expect([world.transport.batches.length, world.time.hasTimer]).toEqual([1, false]);
  });

  it('waits no longer for a disk that does not answer', async () => {
    const storage = new FakeStorage();
    storage.hangs = true;
    const world = await new FakeWorld({ server: server(), storage }).begin();
    const closing = world.client.close();
    await world.advance(3_001);
    await closing;
    expect(world.time.hasTimer).toBe(false);
  });

  it('may be called by a listener', async () => {
    const world = new FakeWorld({ server: server() });
    world.client.on('stateChange', ({ state }) => {
      if (state === 'live') void world.client.close();
    });
    world.engine.start();
    world.transport.fetch?.answer(world.answer);
    await settled();
    await world.client.close();
    expect(world.client.state).toBe('closed');
    expect(world.transport.stream).toBeNull();
  });
});
