import { bucketOf, type Rule } from '@sluice/evaluator';
import type { WatchedRule } from '@sluice/protocol';
import { aFlag, aSnapshot, FakeWorld, ModelServer, NO_OVERLAY } from '../testing/index.js';

const ROLLOUT = '0b3f8f3e-7a3c-4b57-9d57-6f2f1f6b8a01';
const OTHER = '0b3f8f3e-7a3c-4b57-9d57-6f2f1f6b8a02';
const watched = (over: Partial<WatchedRule> = {}): WatchedRule => ({
  flag: 'f',
  ruleId: 'r',
  rolloutId: ROLLOUT,
  step: 1,
  slowerThanMs: [500],
  ...over,
});
const half = (over: Partial<Rule> = {}): Rule => ({
  id: 'r',
  conditions: [],
  rollout: { seed: 7, percentage: 50 },
  serve: { variant: 'on' },
  ...over,
});
const inside = (id: string): boolean => bucketOf(id, 7) < 50_000;
const USERS = Array.from({ length: 50 }, (_, index) => `u${index}`);
const IN = USERS.find(inside)!;
const OUT = USERS.find((id) => !inside(id))!;

describe('observe and track', () => {
  let world: FakeWorld;
  const watch = (...rules: WatchedRule[]): void =>
    world.transport.stream?.handlers.overlay({
      ...NO_OVERLAY,
      id: JSON.stringify(rules),
      watch: rules,
    });
  const seen = () => world.transport.batches.flatMap(({ observations = [] }) => observations);
  const arm = (name: string) => seen().find((one) => one.arm === name);

  beforeEach(async () => {
    const flag = aFlag('f', 1, { rules: [half()], fallthrough: { variant: 'off' } });
    world = await new FakeWorld({
      server: new ModelServer(aSnapshot([flag, aFlag('plain', 1)])),
    }).begin();
    watch(watched());
  });

  it('runs the work with the answer, and counts it by arm with its time', async () => {
    for (const user of USERS)
      expect(
        world.client.observe('f', user, (enabled) => {
          world.time.now += enabled ? 600 : 20;
          return enabled;
        }),
      ).toBe(inside(user));
    await world.advance(6_000);
    const treated = USERS.filter(inside).length;
    expect(arm('treatment')).toMatchObject({
      rollout: ROLLOUT,
      entry: 1,
      count: treated,
      errors: 0,
      timed: treated,
      slow: [{ overMs: 500, count: treated }],
      latencies: [[600, treated]],
    });
    expect(arm('control')).toMatchObject({ count: 50 - treated, slow: [] });
    expect(arm('treatment')?.ids).toHaveLength(treated);
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
    expect(seen()).toEqual([]);
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
    expect(arm('treatment')).toMatchObject({ count: 3, errors: 2, timed: 3 });
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
    world.transport.stream?.handlers.change(
      world.server.commit((version) => ({
        put: aFlag('f', version, { rules: [half({ rollout: { seed: 7, percentage: 100 } })] }),
      })),
    );
    watch(watched({ step: 2 }));
    world.client.observe('f', OUT, () => 1);
    finish('done');
    await expect(late).resolves.toBe('done');
    await world.advance(6_000);
    expect(seen().map(({ entry, arm, count }) => [entry, arm, count])).toEqual([
      [1, 'control', 1],
      [2, 'treatment', 1],
    ]);
  });

  it('names a user when the flag is asked, so that a side that takes longer does not look like a lost one', async () => {
    let finish: () => void = () => undefined;
    const slow = world.client.observe('f', IN, () => new Promise<void>((done) => (finish = done)));
    world.client.observe('f', OUT, () => 1);
    await world.advance(6_000);
    expect(arm('control')).toMatchObject({ count: 1, ids: [expect.any(Number)] });
    expect(arm('treatment')).toMatchObject({ count: 0, timed: 0, ids: [expect.any(Number)] });
    finish();
    await slow;
    await world.advance(6_000);
    expect(seen().filter((one) => one.arm === 'treatment')).toMatchObject([
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
      seen().reduce((sum, { count, slow }) => sum + count + (slow[0]?.count ?? 0), 0);
    await world.advance(58_000);
    expect(counted()).toBe(0);
    await world.advance(10_000);
    expect(counted()).toBe(2);
    fail(new Error('after all'));
    await expect(hung).rejects.toThrow('after all');
    await world.advance(70_000);
    expect(counted()).toBe(2);
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
    expect(seen()).toHaveLength(1);
    expect(arm('treatment')).toMatchObject({
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
    expect(arm('treatment')).toMatchObject({ count: 9, values: { count: 3, sum: 7.5 } });
    expect(arm('control')).toMatchObject({ count: 2, values: { count: 1, sum: 1e308 } });
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

  it('observes nothing of flags that no rollout watches, nor where evaluation ends before the rule', async () => {
    world.client.observe('plain', IN, () => 1);
    world.client.track('plain', IN, { error: true });
    world.engine.replaceOverrides({ env: new Map([['SLUICE_FLAG_F', 'on']]) });
    world.client.observe('f', OUT, () => 1);
    world.engine.replaceOverrides({ env: new Map() });
    watch();
    world.client.observe('f', IN, () => 1);
    await world.advance(20_000);
    expect(seen()).toEqual([]);
    expect(world.transport.batches.length).toBeGreaterThan(0);
  });

  it('watches several rules of one flag, and none that the server could not be told of', async () => {
    watch(
      watched(),
      watched({ rolloutId: OTHER, slowerThanMs: [NaN, -1, 'x', 9] as number[] }),
      watched({ rolloutId: 'no uuid' }),
      watched({ rolloutId: OTHER, step: -1 }),
    );
    world.client.track('f', IN, { latencyMs: 10 });
    await world.advance(6_000);
    expect(seen().map(({ rollout, slow }) => [rollout, slow])).toEqual([
      [ROLLOUT, []],
      [OTHER, [{ overMs: 9, count: 1 }]],
    ]);
  });

  it('tells users apart by the attribute of the rollout, and says each only once', async () => {
    const rollout = { seed: 7, percentage: 50, by: 'company' };
    world.transport.stream?.handlers.change(
      world.server.commit((version) => ({
        put: aFlag('f', version, { rules: [half({ rollout })] }),
      })),
    );
    for (const id of USERS) world.client.track('f', { id, company: IN });
    world.client.track('f', { id: 'u1' });
    await world.advance(6_000);
    world.client.track('f', { id: 'u2', company: IN });
    await world.advance(6_000);
    expect(seen().map(({ count, ids }) => [count, ids.length])).toEqual([
      [50, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(JSON.stringify(world.transport.batches)).not.toContain(`"${IN}"`);
  });

  it('sends a failed batch again as it was, and merges it into a new one after five minutes', async () => {
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    world.client.track('f', IN, { latencyMs: 700, value: 3 });
    await world.advance(60_000);
    const tries = world.transport.batches.length;
    expect(tries).toBeGreaterThan(1);
    expect(new Set(world.transport.batches.map((batch) => JSON.stringify(batch))).size).toBe(1);
    world.client.track('f', IN, { error: true });
    watch(watched({ step: 2 }));
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
    expect(seen().map(({ arm }) => arm)).toEqual(['treatment', 'treatment', 'control']);
  });

  it('holds no more than the server takes in a batch, however many steps go by', async () => {
    world.transport.eventsAnswer = { kind: 'failed', message: 'HTTP 503' };
    for (let step = 1; step <= 500; step++) {
      watch(watched({ step }));
      world.client.track('f', IN);
    }
    await world.advance(6_000);
    expect(seen()).toHaveLength(200);
    expect(seen().at(-1)?.entry).toBe(500);
  });

  it('keeps what makes a batch too large for the next one', async () => {
    const rollouts = Array.from({ length: 20 }, (_, index) =>
      watched({ rolloutId: `${ROLLOUT.slice(0, -2)}${10 + index}` }),
    );
    watch(...rollouts);
    for (let user = 0; user < 2_000; user++) world.client.track('f', `user-${user}`);
    await world.advance(30_000);
    const sizes = world.transport.batches.map((batch) => JSON.stringify(batch).length);
    expect(Math.max(...sizes)).toBeLessThan(400_000);
    expect(sizes.length).toBeGreaterThan(1);
    expect(seen().reduce((sum, { count }) => sum + count, 0)).toBe(40_000);
    expect(seen().reduce((sum, { ids }) => sum + ids.length, 0)).toBe(40_000);
  });
});

function asLatency(latencyMs: unknown): unknown {
  return { latencyMs };
}
