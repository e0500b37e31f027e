import {
  halfOfUsers,
  IN,
  OUT,
  ROLLOUT,
  USERS,
  watchedRule,
  WatchedWorld,
} from '../testing/watched-world.js';

const OTHER = '0b3f8f3e-7a3c-4b57-9d57-6f2f1f6b8a02';

describe('rules that are watched', () => {
  let world: WatchedWorld;

  beforeEach(async () => {
    world = await WatchedWorld.begun();
  });

  it('observes nothing of flags that no rollout watches, nor where evaluation ends before the rule', async () => {
    world.client.observe('plain', IN, () => 1);
    world.client.track('plain', IN, { error: true });
    world.engine.replaceOverrides({ env: new Map([['SLUICE_FLAG_F', 'on']]) });
    world.client.observe('f', OUT, () => 1);
    world.engine.replaceOverrides({ env: new Map() });
    world.watch();
    world.client.observe('f', IN, () => 1);
    await world.advance(20_000);
    expect(world.seen).toEqual([]);
    expect(world.transport.batches.length).toBeGreaterThan(0);
  });

  it('watches several rules of one flag, and none that the server could not be told of', async () => {
    world.watch(
      watchedRule(),
      watchedRule({ rolloutId: OTHER, slowerThanMs: [NaN, -1, 'x', 9] as number[] }),
      watchedRule({ rolloutId: 'no uuid' }),
      watchedRule({ rolloutId: OTHER, step: -1 }),
    );
    world.client.track('f', IN, { latencyMs: 10 });
    await world.advance(6_000);
    expect(world.seen.map(({ rollout, slow }) => [rollout, slow])).toEqual([
      [ROLLOUT, []],
      [OTHER, [{ overMs: 9, count: 1 }]],
    ]);
  });

  it('tells users apart by the attribute of the rollout, and says each only once', async () => {
    const rollout = { seed: 7, percentage: 50, by: 'company' };
    world.changeRules(halfOfUsers({ rollout }));
    for (const id of USERS) world.client.track('f', { id, company: IN });
    world.client.track('f', { id: 'u1' });
    await world.advance(6_000);
    world.client.track('f', { id: 'u2', company: IN });
    await world.advance(6_000);
    expect(world.seen.map(({ count, ids }) => [count, ids.length])).toEqual([
      [50, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(JSON.stringify(world.transport.batches)).not.toContain(`"${IN}"`);
  });
});
