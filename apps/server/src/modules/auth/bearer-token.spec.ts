import { bearerToken } from './bearer-token.js';

describe('bearerToken', () => {
  it('reads the credential, however the scheme is written', () => {
    expect(bearerToken('Bearer abc')).toBe('abc');
    expect(bearerToken('bearer   abc ')).toBe('abc');
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    'Bearer ä',
    `Bearer ${'a'.repeat(513)}`,
  ])('finds none in %p', (header) => {
    expect(bearerToken(header)).toBeNull();
  });
});
