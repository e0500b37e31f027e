import type { Flag, Json } from '@sluice/evaluator';
import { aFlag, aSnapshot, FakeWorld, ModelServer, settled } from '../testing/index.js';
import { resolveFlag, type ValueKind } from './resolve-flag.js';

const of = (key: string, type: Flag['type'], values: Record<string, Json>, over = {}) =>
  aFlag(key, 1, {
    type,
    variants: values,
    offVariant: null,
    fallthrough: { variant: Object.keys(values)[0] ?? null },
    ...over,
  });

const FLAGS = [
  aFlag('on', 1),
  of('text', 'string', { a: '' }),
  of('count', 'number', { zero: 0 }),
  of('tree', 'json', { a: { b: [1] } }),
  of('list', 'json', { a: [1] }),
  of('truth', 'json', { no: false }),
  of('nothing', 'string', { a: 'x' }, { fallthrough: { variant: null } }),
  of('off', 'string', { a: 'x' }, { enabled: false }),
  aFlag('child', 1, { prerequisites: [{ flag: 'off' }] }),
  aFlag('loop', 1, { prerequisites: [{ flag: 'loop' }] }),
  aFlag('annotated', 1, { metadata: { team: 'web' } }),
  aFlag('hidden', 1, { hidden: true, metadata: { team: 'secret' } }),
  aFlag('half', 1, {
    rules: [
      { id: 'r', conditions: [], rollout: { seed: 1, percentage: 50 }, serve: { variant: 'off' } },
    ],
  }),
  aFlag('split', 1, {
    fallthrough: {
      split: [
        { variant: 'on', weight: 1 },
        { variant: 'off', weight: 1 },
      ],
      seed: 1,
    },
  }),
];

describe('resolveFlag', () => {
  let world: FakeWorld;
  const ask = (key: string, kind: ValueKind, fallback: Json, context: unknown = {}) =>
    resolveFlag(world.client, kind, { key, fallback, context });

  beforeEach(async () => {
    world = await new FakeWorld({ server: new ModelServer(aSnapshot(FLAGS)) }).begin();
  });

  it.each<[string, ValueKind, Json, Json]>([
    ['on', 'boolean', false, true],
    ['text', 'string', 'fallback', ''],
    ['count', 'number', 7, 0],
    ['tree', 'object', {}, { b: [1] }],
    ['list', 'object', {}, [1]],
  ])('gives the value of %s, whose type is %s', (key, kind, fallback, value) => {
    const resolution = ask(key, kind, fallback);
    expect(resolution).toMatchObject({ value, reason: 'STATIC' });
    expect(resolution).not.toHaveProperty('errorCode');
    expect(resolution).not.toHaveProperty('flagMetadata');
  });

  it('takes a json flag by the type of its value, as OFREP does', () => {
    expect(ask('truth', 'boolean', true)).toMatchObject({ value: false, variant: 'no' });
    expect(ask('truth', 'object', {})).toMatchObject({ value: {}, errorCode: 'TYPE_MISMATCH' });
  });

  it.each<[string, ValueKind, Json]>([
    ['on', 'string', 'x'],
    ['on', 'number', 1],
    ['on', 'object', {}],
    ['text', 'boolean', true],
    ['count', 'string', 'x'],
    ['tree', 'string', 'x'],
  ])('gives the default where %s is asked as %s', (key, kind, fallback) => {
    expect(ask(key, kind, fallback)).toMatchObject({
      value: fallback,
      reason: 'ERROR',
      errorCode: 'TYPE_MISMATCH',
      errorMessage: expect.stringContaining(`'${key}'`) as string,
    });
  });

  it('gives the default and no error where no value is served', () => {
    expect(ask('nothing', 'string', 'mine')).toEqual({ value: 'mine', reason: 'STATIC' });
    expect(ask('off', 'string', 'mine')).toEqual({ value: 'mine', reason: 'DISABLED' });
  });

  it('says what stopped a flag', () => {
    expect(ask('child', 'boolean', true)).toEqual({
      value: false,
      variant: 'off',
      reason: 'DISABLED',
      flagMetadata: { prerequisite: 'off', sluiceReason: 'PREREQUISITE_FAILED' },
    });
  });

  it('says which rule and bucket decided', () => {
    const all = Array.from({ length: 20 }, (_, i) =>
      ask('half', 'boolean', true, { targetingKey: `u${i}` }),
    );
    const metadataOf = (reason: string) =>
      all.filter((one) => one.reason === reason).map(({ flagMetadata }) => flagMetadata);
    const decided = { ruleId: 'r', ruleIndex: 0, bucket: expect.any(Number) as number };
    expect(new Set(all.map(({ reason }) => reason))).toEqual(new Set(['SPLIT', 'DEFAULT']));
    expect(metadataOf('SPLIT')).toContainEqual(decided);
    expect(metadataOf('DEFAULT')).toContain(undefined);
  });

  it('gives the default for errors, whatever the off variant', () => {
    const codes = ['nobody', 'hidden', 'loop', 'split'].map((key) => {
      const { value, reason, errorCode } = ask(key, 'boolean', true);
      return [key, value, reason, errorCode];
    });
    expect(codes).toEqual([
      ['nobody', true, 'ERROR', 'FLAG_NOT_FOUND'],
      ['hidden', true, 'ERROR', 'FLAG_NOT_FOUND'],
      ['loop', true, 'ERROR', 'GENERAL'],
      ['split', true, 'ERROR', 'TARGETING_KEY_MISSING'],
    ]);
    expect(ask('hidden', 'boolean', true)).not.toHaveProperty('flagMetadata');
    expect(ask('on', 'boolean', false, { targetingKey: 7 })).toMatchObject({
      value: false,
      errorCode: 'INVALID_CONTEXT',
    });
  });

  it('hands out a copy of the flag’s own metadata', () => {
    const { flagMetadata } = ask('annotated', 'boolean', false);
    expect(Object.isFrozen(Object.freeze(flagMetadata))).toBe(true);
    expect(ask('annotated', 'boolean', false).flagMetadata).toEqual({ team: 'web' });
    expect(Object.isFrozen(ask('annotated', 'boolean', false).flagMetadata)).toBe(false);
  });

  it('never throws, whatever is asked', () => {
    const key: unknown = null;
    expect(ask(key as string, 'boolean', true)).toMatchObject({ value: true, reason: 'ERROR' });
  });
});

describe('resolveFlag while no flags are known', () => {
  const code = (entries: [string, boolean | string][]) => ({
    overrides: { file: new Map(), env: new Map(), code: new Map(entries) },
  });
  const ask = (world: FakeWorld, kind: ValueKind, fallback: Json) =>
    resolveFlag(world.client, kind, { key: 'a', fallback, context: {} });

  it('gives the default and says so', () => {
    expect(ask(new FakeWorld(), 'boolean', true)).toMatchObject({
      value: true,
      errorCode: 'PROVIDER_NOT_READY',
    });
  });

  it('obeys local overrides', () => {
    expect(ask(new FakeWorld(code([['a', true]])), 'boolean', false)).toEqual({
      value: true,
      reason: 'STATIC',
      flagMetadata: { override: 'code', sluiceReason: 'OVERRIDE' },
    });
  });

  it('is off in an emergency shutdown, and other types give their default', () => {
    const world = new FakeWorld(code([['EMERGENCY_SHUTDOWN', true]]));
    expect(ask(world, 'boolean', true)).toMatchObject({ value: false, reason: 'DISABLED' });
    expect(ask(world, 'string', 'mine')).toMatchObject({ value: 'mine', reason: 'DISABLED' });
  });

  it('says that the key was refused', async () => {
    const world = new FakeWorld();
    world.engine.start();
    world.transport.fetch?.answer({ kind: 'refused', message: 'This key was revoked.' });
    await settled();
    expect(ask(world, 'boolean', true)).toMatchObject({
      value: true,
      errorCode: 'PROVIDER_FATAL',
    });
  });
});
