import { IN, OUT, WatchedWorld } from '../testing/watched-world.js';

describe('track', () => {
  let world: WatchedWorld;

  beforeEach(async () => {
    world = await WatchedWorld.begun();
  });

  it('counts what others measured, and ignores what makes no sense', async () => {
    const { client } = world;
    client.track('f', IN, { latencyMs: 501 });
    client.track('f', IN, { error: new Error('no'), latencyMs: 500 });
    client.track('f', IN, { error: null });
    client.track('f', IN);
    const trap = {
      get latencyMs(): number {
        throw new Error('trap');
      },
    };
    const nonsense = [null, 5, 'x', [], trap, ...[NaN, -1, Infinity, '5', {}].map(asLatency)];
    for (const outcome of nonsense) client.track('f', IN, outcome as { latencyMs: number });
    client.track('f', IN, { latencyMs: 1e300 });
    client.track('f', IN, { latencyMs: 0 });
    await world.advance(6_000);
    expect(world.seen).toHaveLength(1);
    expect(world.arm('treatment')).toMatchObject({
      count: 6 + nonsense.length,
      errors: 1,
      timed: 4,
      slow: [{ overMs: 500, count: 2 }],
      latencies: [
        [501, 1],
        [500, 1],
        [4e8, 1],
        [1, 1],
      ],
    });
  });

  it('adds up values, without those that make no sense', async () => {
    for (const value of [10, -4, 1.5]) world.client.track('f', IN, { value });
    for (const value of [NaN, Infinity, '5', null, {}, undefined])
      world.client.track('f', IN, { value: value as number });
    for (const value of [1e308, 1e308]) world.client.track('f', OUT, { value });
    await world.advance(6_000);
    expect(world.arm('treatment')).toMatchObject({ count: 9, values: { count: 3, sum: 7.5 } });
    expect(world.arm('control')).toMatchObject({ count: 2, values: { count: 1, sum: 1e308 } });
  });
});

function asLatency(latencyMs: unknown): unknown {
  return { latencyMs };
}
