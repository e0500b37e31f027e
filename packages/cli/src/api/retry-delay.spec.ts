import { retryDelayMs, type Attempt } from './retry-delay.js';

const attempt: Attempt = {
  count: 1,
  status: 503,
  unsent: false,
  repeatable: true,
  elapsedMs: 0,
  retryAfterSeconds: null,
  chance: 0.5,
};
const delay = (over: Partial<Attempt>): number | null => retryDelayMs({ ...attempt, ...over });

describe('retryDelayMs', () => {
  it('doubles, and gives up after four retries', () => {
    expect([1, 2, 3, 4, 5].map((count) => delay({ count }))).toEqual([250, 500, 1000, 2000, null]);
  });

  it('spreads by a quarter to either side', () => {
    expect([delay({ chance: 0 }), delay({ chance: 1 })]).toEqual([187.5, 312.5]);
  });

  it('waits as long as the server says, but not longer than ten seconds', () => {
    expect(delay({ status: 429, retryAfterSeconds: 3 })).toBe(3000);
    expect(delay({ status: 429, retryAfterSeconds: 11 })).toBeNull();
  });

  it('does not repeat for a server that let it wait for long', () => {
    expect(delay({ status: null, elapsedMs: 20_000 })).toBeNull();
  });

  it('never repeats what may have been done already', () => {
    expect(delay({ status: null, repeatable: false })).toBeNull();
    expect(delay({ status: 502, repeatable: false })).toBeNull();
    expect(delay({ status: null, repeatable: false, unsent: true })).toBe(250);
    expect(delay({ status: 503, repeatable: false })).toBe(250);
  });

  it('does not repeat what the same request will never achieve', () => {
    expect([400, 401, 403, 404, 409, 412, 422].map((status) => delay({ status }))).toEqual(
      Array(7).fill(null),
    );
  });
});
