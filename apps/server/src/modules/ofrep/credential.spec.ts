import { credentialOf } from './credential.js';

describe('credentialOf', () => {
  const secretOf = (headers: Record<string, string>): string | null =>
    credentialOf({ headers }).secret();

  it('prefers a bearer token to an API key', () => {
    expect(secretOf({ authorization: 'bearer a', 'x-api-key': 'b' })).toBe('a');
    expect(secretOf({ authorization: 'Bearer', 'x-api-key': 'b' })).toBeNull();
  });

  it.each(['', 'Basic dTpw', 'Bearers a'])(
    'takes the API key where Authorization says %p, which is for somebody on the way',
    (authorization) => {
      const credential = credentialOf({ headers: { authorization, 'x-api-key': 'b' } });
      expect([credential.secret(), credential.remembered]).toEqual(['b', 'X-API-Key: b']);
      expect(secretOf({ authorization })).toBeNull();
    },
  );

  it.each(['', 'a b', 'ä', 'a'.repeat(513)])('finds none in the API key %p', (apiKey) => {
    expect(secretOf({ 'x-api-key': apiKey })).toBeNull();
  });
});
