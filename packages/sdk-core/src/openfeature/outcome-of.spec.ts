import { outcomeOf } from './outcome-of.js';

describe('outcomeOf', () => {
  it('keeps error, latency and value, and nothing else', () => {
    expect(outcomeOf({ error: true, latencyMs: 12, value: 3.5, page: 'checkout' })).toEqual({
      error: true,
      latencyMs: 12,
      value: 3.5,
    });
  });

  it.each([undefined, null, {}, { latencyMs: '12', value: true }])(
    'keeps nothing of %p',
    (given) => {
      expect(outcomeOf(given)).toEqual({});
    },
  );
});
