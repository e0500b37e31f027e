import { aFlag, aSnapshot, FakeWorld, ModelServer, NO_OVERLAY } from '../testing/index.js';

const env = (variables: Record<string, string>) => ({
  file: new Map(),
  env: new Map(Object.entries(variables)),
  code: new Map<string, boolean | string>([['from_code', true]]),
});

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('get');
    },
    getOwnPropertyDescriptor: () => {
      throw new Error('descriptor');
    },
    ownKeys: () => {
      throw new Error('keys');
    },
    has: () => {
      throw new Error('has');
    },
  },
);
const ANYTHING: readonly unknown[] = [
  undefined,
  null,
  0,
  Number.NaN,
  '',
  Symbol('s'),
  10n,
  [],
  {},
  hostile,
  Object.create(null),
  { id: hostile },
  { toString: () => '__proto__' },
  () => 1,
];

const LISTS = { x: [1, { deep: true }] };
const full = () =>
  new FakeWorld({
    server: new ModelServer(
      aSnapshot([
        aFlag('bool', 1, {
          rules: [
            {
              id: 'r',
              conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
              serve: { variant: 'on' },
            },
          ],
          fallthrough: { variant: 'off' },
        }),
        aFlag('text', 1, { type: 'string', variants: { on: 'Buy' }, offVariant: null }),
        aFlag('data', 1, { type: 'json', variants: { on: LISTS }, offVariant: null }),
        aFlag('none', 1, { fallthrough: { variant: null } }),
      ]),
    ),
  }).begin();

describe('questions', () => {
  it('take a string for the id of a user, and an object as it is', async () => {
    const { client } = await full();
    expect(client.isEnabled('bool', 'u1')).toBe(false);
    expect(client.isEnabled('bool', { id: 'u1', plan: 'pro' })).toBe(true);
    expect(client.isEnabled('bool', 'u1')).toBe(false);
  });

  it('answer by the type of the default', async () => {
    const { client } = await full();
    expect(client.variant('text', 'u1', 'Get')).toBe('Buy');
    expect(client.variant('text', 'u1', 5)).toBe(5);
    expect(client.detail('text', 'u1', 5)).toEqual({
      flag: 'text',
      value: 5,
      reason: 'ERROR',
      errorCode: 'TYPE_MISMATCH',
    });
    expect(client.variant('data', 'u1', {})).toEqual(LISTS);
    expect(client.detail('text', 'u1')).toMatchObject({ value: 'Buy', variant: 'on' });
  });

  it('give the default for unknown flags and no value', async () => {
    const { client } = await full();
    expect(client.isEnabled('nope', 'u1')).toBe(false);
    expect(client.isEnabled('nope', 'u1', true)).toBe(true);
    expect(client.isEnabled('none', 'u1', true)).toBe(true);
    expect(client.isEnabled('nope', 'u1', null as never)).toBe(false);
    expect(client.isEnabled('nope', 'u1', 'yes' as never)).toBe(false);
    expect(client.detail('nope', 'u1', 'x')).toMatchObject({
      value: 'x',
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(client.detail('nope', 'u1')).not.toHaveProperty('value');
  });

  it('share objects that nobody can change', async () => {
    const { client } = await full();
    const value: unknown = client.variant('data', 'u1', {});
    expect(() => (value as { x: unknown[] }).x.push(2)).toThrow(TypeError);
    expect(client.variant('data', 'u1', {})).toEqual(LISTS);
  });

  it('never throw, whatever key, user and default they are given, with data and without', async () => {
    const worlds = [await full(), new FakeWorld()];
    for (const { client } of worlds)
      for (const key of [...ANYTHING, 'bool', 'text'])
        for (const user of ANYTHING) {
          const [k, u] = [key as string, user as string];
          expect(typeof client.isEnabled(k, u)).toBe('boolean');
          expect(client.variant(k, u, 7)).toBe(7);
          expect(client.detail(k, u)).toHaveProperty('reason');
          expect(typeof client.all(u)).toBe('object');
        }
  });
});

describe('questions while nothing is known of any flag', () => {
  const blank = (variables: Record<string, string> = {}, keep: string[] = []) =>
    new FakeWorld({ overrides: env(variables), keep }).client;

  it('are answered with the default and PROVIDER_NOT_READY', () => {
    const client = blank();
    expect([client.isEnabled('a'), client.isEnabled('a', 'u', true)]).toEqual([false, true]);
    expect(client.detail('a', 'u', 'x')).toEqual({
      flag: 'a',
      value: 'x',
      reason: 'ERROR',
      errorCode: 'PROVIDER_NOT_READY',
    });
    expect(client.all('u')).toEqual({});
  });

  it('heed boolean overrides where a boolean is asked', () => {
    const client = blank({ PHASE_4: 'false', SLUICE_FLAG_OTHER: 'on', COPY: 'true', PATH: 'true' });
    expect(client.isEnabled('phase-4', 'u', true)).toBe(false);
    expect(client.isEnabled('other')).toBe(true);
    expect(client.isEnabled('from_code')).toBe(true);
    expect(client.detail('phase_4')).toEqual({
      flag: 'phase_4',
      value: false,
      reason: 'OVERRIDE',
      override: 'env',
    });
    expect(client.variant('copy', 'u', 'Buy')).toBe('Buy');
    expect(client.isEnabled('path')).toBe(false);
  });

  it('are off during a local shutdown, but for the kept keys, which give the default', () => {
    const client = blank({ EMERGENCY_SHUTDOWN: 'true', A: 'true' }, ['otel_enabled']);
    expect(client.isEnabled('a', 'u', true)).toBe(false);
    expect(client.detail('a', 'u', true)).toEqual({ flag: 'a', value: true, reason: 'SHUTDOWN' });
    expect(client.variant('copy', 'u', 'Buy')).toBe('Buy');
    expect(client.isEnabled('otel_enabled', 'u', true)).toBe(true);
    expect(client.isEnabled('otel_enabled', 'u')).toBe(false);
  });
});

describe('shutdown', () => {
  it('of the serving replica holds even over a local override', async () => {
    const world = new FakeWorld({
      server: new ModelServer(aSnapshot([aFlag('a', 1)])),
      overrides: env({ A: 'true' }),
    });
    world.server.overlay = { ...NO_OVERLAY, id: 's', shutdown: true };
    await world.begin();
    expect(world.client.detail('a')).toMatchObject({ reason: 'SHUTDOWN', value: false });
  });
});
