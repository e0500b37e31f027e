import {
  aFlag,
  aSnapshot,
  FakeWorld,
  ModelServer,
  NO_OVERLAY,
  seededRandom,
} from '../testing/index.js';

const begun = () =>
  new FakeWorld({
    server: new ModelServer(aSnapshot([aFlag('a', 1)])),
    random: seededRandom(1),
  }).begin();

describe('Reporter', () => {
  it('reports every ten seconds, give or take, and only where there is something to say', async () => {
    const world = await begun();
    world.client.isEnabled('a');
    await world.advance(12_000);
    expect(world.transport.batches).toHaveLength(1);
    await world.advance(60_000);
    expect(world.transport.batches).toHaveLength(1);
  });

  it('reports within five seconds while a rollout watches', async () => {
    const world = await begun();
    const watch = [{ flag: 'a', ruleId: 'r', rolloutId: 'x', step: 1 }];
    world.transport.stream?.handlers.overlay({ ...NO_OVERLAY, id: 'w', watch });
    world.client.isEnabled('a');
    await world.advance(6_000);
    expect(world.transport.batches).toHaveLength(1);
  });

  it('sends a batch that failed again as it was, under its own id, and newer counts after it', async () => {
    const world = await begun();
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    world.client.isEnabled('a');
    await world.advance(12_000);
    world.client.isEnabled('a');
    world.transport.eventsAnswer = { kind: 'accepted' };
    await world.advance(30_000);
    const [first, again, newer] = world.transport.batches;
    expect(again).toEqual(first);
    expect(newer?.id).not.toBe(first?.id);
    expect(newer?.counts[0]?.count).toBe(1);
  });

  it('merges a batch that stayed undelivered for too long into a new one', async () => {
    const world = await begun();
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    world.client.isEnabled('a');
    await world.advance(200_000);
    world.client.isEnabled('a');
    await world.advance(200_000);
    const last = world.transport.batches.at(-1);
    expect(last?.counts).toEqual([{ flag: 'a', variant: 'on', reason: 'STATIC', count: 2 }]);
    expect(last!.to - last!.from).toBeLessThanOrEqual(600_000);
  });

  it('lets go of what the server will never take, with one warning', async () => {
    const world = await begun();
    world.transport.eventsAnswer = { kind: 'dropped', message: 'HTTP 404' };
    for (let turn = 0; turn < 3; turn++) {
      world.client.isEnabled('a');
      await world.advance(13_000);
    }
    expect(new Set(world.transport.batches.map(({ id }) => id)).size).toBe(3);
    expect(world.logger.matching(/does not take/)).toHaveLength(1);
  });

  it('waits as long as the server asks for', async () => {
    const world = await begun();
    world.transport.eventsAnswer = { kind: 'failed', message: '429', retryAfterMs: 120_000 };
    world.client.isEnabled('a');
    await world.advance(100_000);
    expect(world.transport.batches).toHaveLength(1);
  });

  it('tells within about a second that overrides changed', async () => {
    const world = await begun();
    world.engine.replaceOverrides({ env: new Map([['EMERGENCY_SHUTDOWN', '1']]) });
    await world.advance(1_100);
    expect(world.transport.batches[0]?.local.shutdown).toBe(true);
  });

  it('has one batch under way at a time, and all who wait for it share the next', async () => {
    const world = await begun();
    world.transport.eventsAnswer = null;
    world.client.isEnabled('a');
    const flushes = [1, 2, 3].map(() => world.engine.flush());
    await world.advance(10_000);
    expect(world.transport.batches).toHaveLength(2);
    await world.advance(10_000);
    await Promise.all(flushes);
    expect(world.transport.batches).toHaveLength(2);
  });

  it('does not count what `all` asks', async () => {
    const world = await begun();
    expect(Object.keys(world.client.all('u1'))).toEqual(['a']);
    await world.advance(30_000);
    expect(world.transport.batches).toEqual([]);
  });
});
