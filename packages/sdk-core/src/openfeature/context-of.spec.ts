import { contextOf } from './context-of.js';

const read = (context: unknown): unknown => {
  const reading = contextOf(context);
  return reading.ok ? reading.context : reading.message;
};

describe('contextOf', () => {
  it('makes the targeting key the id, and keeps it as an attribute', () => {
    expect(read({ targetingKey: 'u1', plan: 'pro' })).toEqual({
      targetingKey: 'u1',
      plan: 'pro',
      id: 'u1',
    });
  });

  it('leaves an id that the context has of its own', () => {
    expect(read({ targetingKey: 'u1', id: 42 })).toEqual({ targetingKey: 'u1', id: 42 });
    expect(read({ targetingKey: 'u1', id: '' })).toEqual({ targetingKey: 'u1', id: '' });
    expect(read({ targetingKey: 'u1', id: null })).toEqual({ targetingKey: 'u1', id: 'u1' });
  });

  it('takes a missing context for an empty one', () => {
    expect([read(undefined), read(null), read({})]).toEqual([{}, {}, {}]);
    expect(read({ targetingKey: undefined })).toEqual({ targetingKey: undefined });
  });

  it('refuses what is no context', () => {
    expect(read('u1')).toMatch(/must be an object/);
    expect(read([])).toMatch(/must be an object/);
    expect(read({ targetingKey: 42 })).toMatch(/targetingKey must be a string; got a number/);
  });

  it('turns dates into text at any depth, and never changes what it was given', () => {
    const since = new Date(0);
    const given = Object.freeze({ since, nested: Object.freeze({ list: [since, 1] }) });
    expect(read(given)).toEqual({
      since: '1970-01-01T00:00:00.000Z',
      nested: { list: ['1970-01-01T00:00:00.000Z', 1] },
    });
    expect(given.since).toBe(since);
    expect(given.nested.list[0]).toBe(since);
  });

  it('takes a date that is none for a missing attribute', () => {
    expect(read({ since: new Date(Number.NaN) })).toEqual({ since: null });
  });

  it('keeps an own attribute called __proto__ an attribute', () => {
    const given: unknown = JSON.parse('{"__proto__":{"plan":"pro"},"targetingKey":"p"}');
    const context = read(given) as Record<string, unknown>;
    expect(Object.hasOwn(context, '__proto__')).toBe(true);
    expect(context.plan).toBeUndefined();
  });

  it('ends for a context that contains itself, however often', () => {
    const given: Record<string, unknown> = { since: new Date(0) };
    for (let i = 0; i < 50; i++) given[`self${i}`] = given;
    expect(read(given)).toMatchObject({ since: '1970-01-01T00:00:00.000Z' });
  });

  it('ends for a context as deep as the memory allows', () => {
    let given: Record<string, unknown> = { since: new Date(0) };
    for (let i = 0; i < 100_000; i++) given = { given };
    expect(contextOf(given).ok).toBe(true);
  });

  it('asks for nothing that browsers of 2020 do not have', () => {
    const { hasOwn } = Object;
    Reflect.deleteProperty(Object, 'hasOwn');
    try {
      expect(contextOf({ targetingKey: 'u1' })).toMatchObject({ context: { id: 'u1' } });
    } finally {
      Object.hasOwn = hasOwn;
    }
  });
});
