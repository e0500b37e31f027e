import { reasonInWords } from './reason-in-words.js';

describe('reasonInWords', () => {
  it('says codes in words, names the guard, and leaves what people said alone', () => {
    expect(reasonInWords('HEALTH_URL', 'probe')).toBe(
      'guard probe: the health URL failed five times in a row',
    );
    expect(reasonInWords('NO_DATA', '')).toBe('a source of its guards is silent');
    expect(reasonInWords('MANUAL', '')).toBe('');
    expect(reasonInWords('smells', '')).toBe('smells');
  });
});
