import { whyFailed } from './why-failed.js';

describe('whyFailed', () => {
  it('says in words what a code means, and keeps the code', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:9'), {
      code: 'ECONNREFUSED',
    });
    expect(whyFailed(error)).toBe('nobody listens there (ECONNREFUSED)');
  });

  it('keeps what others say, on one line', () => {
    expect(whyFailed(new Error('Parse Error:\n  Expected HTTP/'))).toBe(
      'Parse Error: Expected HTTP/',
    );
    expect(whyFailed('anything')).toBe('the request failed');
  });
});
