import { aFlag, aSnapshot, FakeStorage, FakeWorld, ModelServer } from '../testing/index.js';

describe('clock', () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 0) + ms).toISOString();
  const ramp = (version: number) =>
    aFlag('a', version, {
      rules: [
        {
          id: 'r',
          conditions: [],
          rollout: {
            seed: 1,
            schedule: { curve: 'step', steps: [{ at: at(60_000), percentage: 100 }] },
          },
          serve: { variant: 'on' },
        },
      ],
      fallthrough: { variant: 'off' },
    });

  const ramped = () => new ModelServer(aSnapshot([ramp(1)]));
  const NINETIES = Date.UTC(1999, 0);

  it('is the server’s: a schedule opens when it says so, and `change` tells', async () => {
    const world = await new FakeWorld({ server: ramped(), wallMs: NINETIES }).begin();
    const told: (readonly string[])[] = [];
    world.client.on('change', ({ keys }) => told.push(keys));
    await world.advance(59_000);
    expect(world.client.isEnabled('a')).toBe(false);
    await world.advance(2_000);
    expect(world.client.isEnabled('a')).toBe(true);
    expect(told).toEqual([['a']]);
  });

  it('moves every second on a ramp, while `change` tells every ten', async () => {
    const steps = [
      { at: at(0), percentage: 0 },
      { at: at(100_000), percentage: 100 },
    ];
    const rollout = { seed: 1, schedule: { curve: 'linear' as const, steps } };
    const rules = [{ id: 'r', conditions: [], rollout, serve: { variant: 'on' } }];
    const flag = aFlag('a', 1, { rules, fallthrough: { variant: 'off' } });
    const model = new ModelServer(aSnapshot([flag]));
    const world = await new FakeWorld({ server: model, wallMs: NINETIES }).begin();
    let told = 0;
    world.client.on('change', () => told++);
    await world.advance(50_500);
    expect(world.server.serverTime + 50_500 - world.engine.now!).toBeLessThanOrEqual(1_000);
    expect(told).toBe(5);
    const ids = Array.from({ length: 1000 }, (_, i) => `u${i}`);
    expect(ids.filter((id) => world.client.isEnabled('a', id)).length / 1000).toBeCloseTo(0.5, 1);
  });

  it('is kept with the cache for a start without the server', async () => {
    const world = await new FakeWorld({ server: ramped(), wallMs: NINETIES }).begin();
    await world.client.close();
    const startedAfter = (ms: number) =>
      new FakeWorld({ storage: new FakeStorage(world.storage.text), wallMs: NINETIES + ms }).client;
    expect(startedAfter(50_000).isEnabled('a')).toBe(false);
    expect(startedAfter(70_000).isEnabled('a')).toBe(true);
  });

  it('never goes back, even when it was ahead of the server', async () => {
    const bootstrap = { snapshot: ramped().snapshot, overlay: null };
    const world = new FakeWorld({ options: { bootstrap }, wallMs: Date.UTC(2030, 0) });
    const before = world.engine.now;
    await world.begin();
    expect(world.engine.now).toBe(before);
  });
});
