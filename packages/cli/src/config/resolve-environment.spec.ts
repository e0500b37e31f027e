import { defaultEnvironment } from './resolve-environment.js';

const one = (key: string, isProtected = false): { key: string; protected: boolean } => ({
  key,
  protected: isProtected,
});

describe('defaultEnvironment', () => {
  it('is the only one there is', () => {
    expect(defaultEnvironment([one('live')], 'write')).toBe('live');
  });

  it('is, to read from, the only protected one, else the first', () => {
    expect(defaultEnvironment([one('dev'), one('prod', true)], 'read')).toBe('prod');
    expect(defaultEnvironment([one('dev'), one('a', true), one('b', true)], 'read')).toBe('dev');
    expect(defaultEnvironment([one('dev'), one('test')], 'read')).toBe('dev');
  });

  it('is never guessed to write to', () => {
    expect(() => defaultEnvironment([one('dev'), one('prod', true)], 'write')).toThrow(
      'There are dev, prod.',
    );
  });
});
