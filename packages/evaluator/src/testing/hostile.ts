const DEEP_OBJECT = nested({ id: 'x' }, (inner) => ({ id: inner }));
const DEEP_ARRAY = nested('pro', (inner) => [inner]);

/** Makes something that an attribute may hold where no JSON parser made it; a new one every time. */
export const HOSTILE_VALUES: Readonly<Record<string, () => unknown>> = {
  'a word of the conditions': () => 'pro',
  'an id of the conditions': () => 'u1',
  'a number of the conditions': () => 2,
  'minus zero': () => -0,
  'not a number': () => NaN,
  infinity: () => -Infinity,
  'the largest number': () => Number.MAX_VALUE,
  'a number without a plain decimal form': () => 1e21,
  'an integer too large to be safe': () => 2 ** 53,
  'a bigint': () => 2n,
  'a symbol': () => Symbol('pro'),
  'a function': () => () => 'pro',
  'a boxed string': () => Object('pro') as unknown,
  'a boxed number': () => Object(2) as unknown,
  'a date': () => new Date(0),
  'an invalid date': () => new Date(NaN),
  'a regular expression': () => /pro/u,
  'bytes with the codes of a word': () => new Uint8Array([0x70, 0x72, 0x6f]),
  'a set of words': () => new Set(['pro', 'x']),
  'a lone high surrogate': () => 'u1\ud800',
  'a lone low surrogate': () => '\udc00u1',
  'surrogates in the wrong order': () => '\udc00\ud83d',
  'a huge string': () => 'pro'.repeat(20_000),
  'an array with everything in it': () => [null, NaN, 2n, Symbol('x'), {}, ['pro'], () => 1, 'x'],
  'an array with holes': () => Object.assign(Array<unknown>(4), { 2: 'pro' }),
  'an array that is its own element': () => {
    const array: unknown[] = ['y'];
    array.push(array);
    return array;
  },
  'an array that will not be iterated': () =>
    Object.assign(['pro', 'x'], { [Symbol.iterator]: fail }),
  'an array whose element throws': () =>
    Object.defineProperty(['x', 'y'], 1, { get: fail, enumerable: true }),
  'an object that is its own id': () => {
    const object: Record<string, unknown> = {};
    object.id = object;
    return object;
  },
  'an object that would like to be a string': () => ({
    toString: () => 'pro',
    valueOf: fail,
    [Symbol.toPrimitive]: () => 'pro',
  }),
  'an object without a prototype': () => Object.assign(Object.create(null) as object, { id: 'x' }),
  'an object nested beyond any stack': () => DEEP_OBJECT,
  'an array nested beyond any stack': () => DEEP_ARRAY,
  'an object whose id throws': () => Object.defineProperty({}, 'id', { get: fail }),
  'an object whose id is inherited': () => Object.create({ id: 'x' }) as unknown,
  'a revoked proxy': () => revoked({ id: 'x' }),
  'a revoked proxy of an array': () => revoked(['pro']),
  'a proxy of an array': () => new Proxy(['pro', 'x'], {}),
};

/** Puts attributes into something to ask about; what it does when it is read is its own business. */
export const HOSTILE_CONTEXTS: Readonly<Record<string, (own: PropertyDescriptorMap) => unknown>> = {
  'a plain object': (own) => Object.defineProperties({}, own),
  'a frozen object': (own) => Object.freeze(Object.defineProperties({}, own)),
  'an object without a prototype': (own) => Object.create(null, own) as unknown,
  'an object that inherits attributes': (own) =>
    Object.create({ id: 'u1', plan: 'pro', org: { id: 'x' } }, own) as unknown,
  'an object that inherits what throws': (own) => Object.create(THROWING, own) as unknown,
  'only inherited attributes': (own) =>
    Object.create(Object.create(null, own) as object) as unknown,
  'an array': (own) => Object.defineProperties([], own),
  'a map': (own) => Object.defineProperties(new Map(), own),
  'a date': (own) => Object.defineProperties(new Date(0), own),
  'an error': (own) => Object.defineProperties(new Error('no'), own),
  'an object with its own __proto__': (own) =>
    Object.defineProperties({}, { ...own, ['__proto__']: { value: 'pro', enumerable: true } }),
  'an object whose own __proto__ throws': (own) =>
    Object.defineProperties({}, { ...own, ['__proto__']: { get: fail, enumerable: true } }),
  'an object of getters': (own) => Object.defineProperties({}, gettersOf(own)),
  'an object whose attributes throw': (own) =>
    Object.defineProperties({}, { ...gettersOf(own), plan: { get: fail }, age: { get: fail } }),
  'a proxy': (own) => new Proxy(Object.defineProperties({}, own), {}),
  'a proxy of a proxy': (own) =>
    new Proxy(new Proxy(Object.defineProperties({}, own), Reflect), Reflect),
  'a proxy that throws when it is read': (own) =>
    new Proxy(Object.defineProperties({}, own), { get: fail }),
  'a proxy that throws when asked for its prototype': (own) =>
    new Proxy(Object.defineProperties({}, own), { getPrototypeOf: fail }),
  'a proxy that throws whatever it is asked': (own) =>
    new Proxy(Object.defineProperties({}, own), ALWAYS_THROWING),
  'a revoked proxy': (own) => revoked(Object.defineProperties({}, own)),
  'a function': (own) => Object.defineProperties(() => 1, own),
  'a string': () => 'u1',
  'a symbol': () => Symbol('u1'),
  'a bigint': () => 1n,
  null: () => null,
  undefined: () => undefined,
};

/** The same of proxies whose answer depends on which way they are read: no evaluator can see that they are proxies. */
export const TWO_FACED_CONTEXTS: typeof HOSTILE_CONTEXTS = {
  'a proxy that throws when asked what it owns': (own) =>
    new Proxy(Object.defineProperties({}, own), { getOwnPropertyDescriptor: fail }),
  'a proxy that answers for what it does not own': (own) =>
    new Proxy(Object.defineProperties({}, own), {
      get: (target, name) =>
        name in target ? (Reflect.get(target, name) as unknown) : ['pro', 'x', 2],
    }),
};

function fail(): never {
  throw new Error('not to be read');
}

const THROWING = {
  get id() {
    return fail();
  },
  get plan() {
    return fail();
  },
};

const ALWAYS_THROWING: ProxyHandler<object> = new Proxy({}, { get: () => fail });

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function gettersOf(own: PropertyDescriptorMap): PropertyDescriptorMap {
  const getter = ([name, { value }]: [string, PropertyDescriptor]): [
    string,
    PropertyDescriptor,
  ] => [name, { get: (): unknown => value, enumerable: true }];
  return Object.fromEntries(Object.entries(own).map(getter));
}

function nested(core: unknown, wrap: (inner: unknown) => unknown): unknown {
  let value = core;
  for (let depth = 0; depth < 20_000; depth++) value = wrap(value);
  return value;
}
