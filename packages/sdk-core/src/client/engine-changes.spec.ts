import { aFlag, aSnapshot, FakeWorld, ModelServer } from '../testing/index.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));

describe('local overrides', () => {
  const sources = (env: Record<string, string>) => ({
    overrides: { file: new Map(), env: new Map(Object.entries(env)), code: new Map() },
  });

  it('hold for flags of the server, name their source, and are reported', async () => {
    const world = await new FakeWorld({ server: server(), ...sources({ A: 'false' }) }).begin();
    expect(world.client.detail('a')).toMatchObject({ reason: 'OVERRIDE', override: 'env' });
    expect(world.client.isEnabled('a')).toBe(false);
    await world.advance(12_000);
    expect(world.transport.batches[0]?.local).toEqual({
      shutdown: false,
      overrides: [{ flag: 'a', variant: 'off', source: 'env' }],
    });
  });

  it('change live, with a `change` for the flags they touch', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    const told: (readonly string[])[] = [];
    world.client.on('change', ({ keys }) => told.push(keys));
    world.engine.replaceOverrides({ file: new Map([['A', 'no']]) });
    expect(world.client.isEnabled('a')).toBe(false);
    world.engine.replaceOverrides({ file: new Map([['EMERGENCY_SHUTDOWN', 'true']]) });
    expect(world.client.detail('a').reason).toBe('SHUTDOWN');
    world.engine.replaceOverrides({ file: new Map() });
    expect(world.client.isEnabled('a')).toBe(true);
    expect(told).toEqual([['a'], ['a'], ['a']]);
  });

  it('hold for a flag that comes to be later', async () => {
    const world = await new FakeWorld({ server: server(), ...sources({ NEW_ONE: 'off' }) }).begin();
    world.transport.stream?.handlers.change(
      world.server.commit((version) => ({ put: aFlag('new-one', version) })),
    );
    expect(world.client.detail('new-one')).toMatchObject({ reason: 'OVERRIDE', value: false });
  });
});

describe('change', () => {
  it('names the flags that depend on a changed one, in place of a hidden one', async () => {
    const flags = [
      aFlag('parent', 1, { hidden: true }),
      aFlag('child', 1, { prerequisites: [{ flag: 'parent' }] }),
      aFlag('grandchild', 1, { prerequisites: [{ flag: 'child' }] }),
      aFlag('other', 1),
    ];
    const model = new ModelServer(aSnapshot(flags));
    const world = await new FakeWorld({ server: model }).begin();
    const told: string[] = [];
    world.client.on('change', ({ keys }) => told.push(...keys));
    const put = (version: number) => ({
      put: aFlag('parent', version, { hidden: true, enabled: false }),
    });
    world.transport.stream?.handlers.change(world.server.commit(put));
    expect(told.toSorted()).toEqual(['child', 'grandchild']);
    expect(world.client.isEnabled('grandchild')).toBe(false);
  });

  it('names the flags that depend on one with a new override', async () => {
    const flags = [aFlag('parent', 1), aFlag('child', 1, { prerequisites: [{ flag: 'parent' }] })];
    const world = await new FakeWorld({ server: new ModelServer(aSnapshot(flags)) }).begin();
    const told: string[] = [];
    world.client.on('change', ({ keys }) => told.push(...keys));
    world.engine.replaceOverrides({ code: new Map([['parent', false]]) });
    expect(told.toSorted()).toEqual(['child', 'parent']);
    expect(world.client.isEnabled('child')).toBe(false);
  });
});

describe('listeners', () => {
  it('that throw what cannot be said disturb nobody', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    let heard = 0;
    world.client.on('change', () => {
      throw Object.create(null);
    });
    world.client.on('change', () => (heard += 1));
    const message = world.server.commit((version) => ({ put: aFlag('a', version) }));
    expect(() => world.transport.stream?.handlers.change(message)).not.toThrow();
    expect([heard, world.client.revision]).toEqual([1, 2]);
  });

  it('that throw disturb nobody, and can be removed', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    let heard = 0;
    world.client.on('change', () => {
      throw new Error('mine');
    });
    const remove = world.client.on('change', () => (heard += 1));
    const commit = () =>
      world.transport.stream?.handlers.change(
        world.server.commit((version) => ({ put: aFlag('a', version) })),
      );
    commit();
    remove();
    commit();
    expect(heard).toBe(1);
    expect(world.client.revision).toBe(3);
    expect(world.logger.matching(/listener of the Sluice client threw: Error: mine/)).toHaveLength(
      2,
    );
  });
});
