import {
  halfOfUsers,
  IN,
  isInHalf,
  OUT,
  ROLLOUT,
  USERS,
  watchedRule,
  WatchedWorld,
} from '../testing/watched-world.js';

describe('observe', () => {
  let world: WatchedWorld;

  beforeEach(async () => {
    world = await WatchedWorld.begun();
  });

  it('runs the work with the answer, and counts it by arm with its time', async () => {
    for (const user of USERS)
      expect(
        world.client.observe('f', user, (enabled) => {
          world.time.now += enabled ? 600 : 20;
          return enabled;
        }),
      ).toBe(isInHalf(user));
    await world.advance(6_000);
    const treated = USERS.filter(isInHalf).length;
    expect(world.arm('treatment')).toMatchObject({
      rollout: ROLLOUT,
      entry: 1,
      count: treated,
      errors: 0,
      timed: treated,
      slow: [{ overMs: 500, count: treated }],
      latencies: [[600, treated]],
    });
    expect(world.arm('control')).toMatchObject({ count: 50 - treated, slow: [] });
    expect(world.arm('treatment')?.ids).toHaveLength(treated);
    expect(world.transport.batches[0]?.counts).toContainEqual(
      expect.objectContaining({ flag: 'f', variant: 'on', count: treated }),
    );
  });

  it('refuses work that is no function, and neither asks nor counts', async () => {
    for (const work of [undefined, null, 5, 'work', {}])
      expect(() => world.client.observe('f', IN, work as () => void)).toThrow(
        new TypeError('client.observe() needs a function to call.'),
      );
    await world.advance(6_000);
    expect(world.seen).toEqual([]);
    expect(world.transport.batches.flatMap(({ counts }) => counts)).toEqual([]);
  });

  it('passes on what is thrown and what rejects, and counts both as errors', async () => {
    const error = new Error('no');
    const fail = () => {
      throw error;
    };
    expect(() => world.client.observe('f', IN, fail)).toThrow(error);
    await expect(world.client.observe('f', IN, () => Promise.reject(error))).rejects.toBe(error);
    await expect(world.client.observe('f', IN, async () => Promise.resolve(4))).resolves.toBe(4);
    await world.advance(6_000);
    expect(world.arm('treatment')).toMatchObject({ count: 3, errors: 2, timed: 3 });
  });

  it('settles a thenable once, and leaves alone what only looks like one', async () => {
    let runs = 0;
    const lazy = {
      then: (done: (value: number) => void) => {
        runs += 1;
        done(runs);
      },
    };
    const trap = {
      get then(): unknown {
        throw new Error('trap');
      },
    };
    await expect(world.client.observe('plain', IN, () => lazy)).resolves.toBe(1);
    expect(world.client.observe('f', IN, () => trap)).toBe(trap);
    for (const value of [null, undefined, 0, { then: 5 }])
      expect(world.client.observe('f', IN, () => value)).toBe(value);
  });

  it('counts work that outlives its step for the step in which the flag was asked', async () => {
    let finish: (value: string) => void = () => undefined;
    const late = world.client.observe('f', OUT, () => new Promise((done) => (finish = done)));
    world.changeRules(halfOfUsers({ rollout: { seed: 7, percentage: 100 } }));
    world.watch(watchedRule({ step: 2 }));
    world.client.observe('f', OUT, () => 1);
    finish('done');
    await expect(late).resolves.toBe('done');
    await world.advance(6_000);
    expect(world.seen.map(({ entry, arm, count }) => [entry, arm, count])).toEqual([
      [1, 'control', 1],
      [2, 'treatment', 1],
    ]);
  });

  it('names a user when the flag is asked, so that a side that takes longer does not look like a lost one', async () => {
    let finish: () => void = () => undefined;
    const slow = world.client.observe('f', IN, () => new Promise<void>((done) => (finish = done)));
    world.client.observe('f', OUT, () => 1);
    await world.advance(6_000);
    expect(world.arm('control')).toMatchObject({ count: 1, ids: [expect.any(Number)] });
    expect(world.arm('treatment')).toMatchObject({ count: 0, timed: 0, ids: [expect.any(Number)] });
    finish();
    await slow;
    await world.advance(6_000);
    expect(world.seen.filter((one) => one.arm === 'treatment')).toMatchObject([
      { count: 0 },
      { count: 1, timed: 1, slow: [{ overMs: 500, count: 1 }], ids: [] },
    ]);
  });

  it('counts work that has not ended after a minute once, for as slow as it is by then', async () => {
    let fail: (error: Error) => void = () => undefined;
    const hung = world.client.observe(
      'f',
      IN,
      () => new Promise<void>((_, reject) => (fail = reject)),
    );
    const counted = () =>
      world.seen.reduce((sum, { count, slow }) => sum + count + (slow[0]?.count ?? 0), 0);
    await world.advance(58_000);
    expect(counted()).toBe(0);
    await world.advance(10_000);
    expect(counted()).toBe(2);
    fail(new Error('after all'));
    await expect(hung).rejects.toThrow('after all');
    await world.advance(70_000);
    expect(counted()).toBe(2);
  });

  it('never throws, whoever is asked about and whatever', () => {
    const { client } = world;
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
      },
    );
    for (const user of [null, undefined, 5, trap, Symbol('s'), [], '']) {
      expect(client.observe('f', user as string, () => 'ran')).toBe('ran');
      client.track('f', user as string, { error: true });
    }
    for (const key of [null, undefined, {}, 'unknown', 'plain'])
      expect(client.observe(key as string, IN, () => 'ran')).toBe('ran');
  });
});
