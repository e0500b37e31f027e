import { compile } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Condition } from './index.js';

const GENERAL = { value: false, variant: 'off', reason: 'ERROR', errorCode: 'GENERAL' };

describe('compile', () => {
  it('is safe with keys, variants, segments and attributes named like what objects inherit', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const flags = names
      .map((name) => JSON.stringify(name))
      .map(
        (name) =>
          `${name}: ${JSON.stringify(
            flagOf('x', {
              type: 'string',
              variants: {},
              offVariant: null,
              fallthrough: { variant: null },
            }),
          )
            .replace('"x"', name)
            .replace('"variants":{}', `"variants":{${name}:"v"}`)
            .replace('"fallthrough":{"variant":null}', `"fallthrough":{"variant":${name}}`)}`,
      );
    const evaluator = compile(
      JSON.parse(`{"revision":1,"shutdown":false,"flags":{${flags.join()}},"segments":{}}`),
    );
    expect(evaluator.keys()).toEqual(names);
    for (const name of names)
      expect(evaluator.evaluate(name, {}, 0)).toEqual({
        flag: name,
        value: 'v',
        variant: name,
        reason: 'STATIC',
      });
    expect(compile(snapshotOf([])).keys()).toEqual([]);
    for (const name of names) expect(compile(snapshotOf([])).typeOf(name)).toBeUndefined();
  });

  it('hands out JSON values that no caller can change for the next', () => {
    const variants = { v: { list: [1, 2] } };
    const evaluator = compile(
      snapshotOf([
        flagOf('f', { type: 'json', variants, offVariant: null, fallthrough: { variant: 'v' } }),
      ]),
    );
    const { value } = evaluator.evaluate('f', {}, 0);
    expect(() => (value as { list: number[] }).list.push(3)).toThrow(TypeError);
    expect(Object.isFrozen(variants.v)).toBe(false);
  });

  it('survives contexts that fight back', () => {
    const evaluator = compile(
      snapshotOf([
        flagOf('f', {
          rules: [onRule({ conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }] })],
        }),
      ]),
    );
    const throwing = Object.defineProperty({}, 'plan', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    expect(evaluator.evaluate('f', throwing, 0)).toEqual({ flag: 'f', ...GENERAL });
    expect(evaluator.isEnabled('f', throwing, 0)).toBe(false);
    for (const context of [null, undefined, 'plan', 3, [], new Map()])
      expect(evaluator.isEnabled('f', context as never, 0)).toBe(false);
    const heir = Object.create({ plan: 'pro' }) as never;
    expect(evaluator.isEnabled('f', heir, 0)).toBe(false);
    expect(
      evaluator.isEnabled(
        'f',
        Object.assign(Object.create(null) as object, { plan: 'pro' }) as never,
        0,
      ),
    ).toBe(true);
  });

  it('takes a polluted Object.prototype for what it is: inherited', () => {
    const conditions: Condition[] = [{ attribute: 'polluted', operator: 'in', values: ['pro'] }];
    const absent: Condition[] = [{ attribute: 'polluted', operator: 'exists', negate: true }];
    const evaluator = compile(
      snapshotOf([
        flagOf('f', { rules: [onRule({ conditions })] }),
        flagOf('g', { rules: [onRule({ conditions: absent })] }),
      ]),
    );
    Object.defineProperty(Object.prototype, 'polluted', {
      value: 'pro',
      configurable: true,
      writable: true,
    });
    try {
      expect(evaluator.isEnabled('f', {}, 0)).toBe(false);
      expect(evaluator.isEnabled('g', {}, 0)).toBe(true);
      expect(evaluator.isEnabled('f', { polluted: 'pro' }, 0)).toBe(true);
    } finally {
      delete (Object.prototype as { polluted?: string }).polluted;
    }
  });
});
