import { parseCondition } from './parse-condition.js';

describe('parseCondition', () => {
  it.each([
    ['country in SE, NO', { attribute: 'country', operator: 'in', values: ['SE', 'NO'] }],
    ['country not in SE', { attribute: 'country', operator: 'in', values: ['SE'], negate: true }],
    ['age >= 18', { attribute: 'age', operator: 'gte', values: [18] }],
    ['beta = true', { attribute: 'beta', operator: 'in', values: [true] }],
    ['zip in "0042",7', { attribute: 'zip', operator: 'in', values: ['0042', 7] }],
    ['email exists', { attribute: 'email', operator: 'exists' }],
    ['email endsWith @x.se', { attribute: 'email', operator: 'endsWith', values: ['@x.se'] }],
    ['segment staff', { segment: 'staff' }],
    ['not segment staff', { segment: 'staff', negate: true }],
    ['flag checkout', { flag: 'checkout', state: 'on' }],
    ['flag checkout is off', { flag: 'checkout', state: 'off' }],
    ['{"any": []}', { any: [] }],
  ])('reads %s', (text, condition) => {
    expect(parseCondition(text)).toEqual(condition);
  });

  it.each(['', 'country', '{nope'])('refuses %j as a misuse', (text) => {
    expect(() => parseCondition(text)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });
});
