import { IN, OUT, ROLLOUT, watchedRule, WatchedWorld } from '../testing/watched-world.js';

describe('observations on their way', () => {
  let world: WatchedWorld;

  beforeEach(async () => {
    world = await WatchedWorld.begun();
  });

  it('sends a failed batch again as it was, and merges it into a new one after five minutes', async () => {
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    world.client.track('f', IN, { latencyMs: 700, value: 3 });
    await world.advance(60_000);
    const tries = world.transport.batches.length;
    expect(tries).toBeGreaterThan(1);
    expect(new Set(world.transport.batches.map((batch) => JSON.stringify(batch))).size).toBe(1);
    world.client.track('f', IN, { error: true });
    world.watch(watchedRule({ step: 2 }));
    world.client.track('f', IN);
    await world.advance(400_000);
    const last = world.transport.batches.at(-1)?.observations ?? [];
    expect(last.map(({ entry, count, errors }) => [entry, count, errors])).toEqual([
      [1, 2, 1],
      [2, 1, 0],
    ]);
    expect(last[0]).toMatchObject({ timed: 1, slow: [{ overMs: 500, count: 1 }] });
    expect(last[0]?.values).toEqual({ count: 1, sum: 3 });
  });

  it('sends everything at the end, what failed before first', async () => {
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    world.client.track('f', IN);
    await world.advance(6_000);
    world.transport.eventsAnswer = { kind: 'accepted' };
    world.client.track('f', OUT);
    await world.client.close();
    expect(world.seen.map(({ arm }) => arm)).toEqual(['treatment', 'treatment', 'control']);
  });

  it('holds no more than the server takes in a batch, however many steps go by', async () => {
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    for (let step = 1; step <= 500; step++) {
      world.watch(watchedRule({ step }));
      world.client.track('f', IN);
    }
    await world.advance(6_000);
    expect(world.seen).toHaveLength(200);
    expect(world.seen.at(-1)?.entry).toBe(500);
  });

  it('keeps what makes a batch too large for the next one', async () => {
    const rollouts = Array.from({ length: 20 }, (_, index) =>
      watchedRule({ rolloutId: `${ROLLOUT.slice(0, -2)}${10 + index}` }),
    );
    world.watch(...rollouts);
    for (let user = 0; user < 2_000; user++) world.client.track('f', `user-${user}`);
    await world.advance(30_000);
    const sizes = world.transport.batches.map((batch) => JSON.stringify(batch).length);
    expect(Math.max(...sizes)).toBeLessThan(400_000);
    expect(sizes.length).toBeGreaterThan(1);
    expect(world.seen.reduce((sum, { count }) => sum + count, 0)).toBe(40_000);
    expect(world.seen.reduce((sum, { ids }) => sum + ids.length, 0)).toBe(40_000);
  });
});
