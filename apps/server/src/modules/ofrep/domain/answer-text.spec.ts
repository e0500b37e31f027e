import { answerText } from './answer-text.js';
import { notesOf } from './flag-notes.js';

describe('answerText', () => {
  const answer = (value: unknown) => ({ key: 'k', reason: 'STATIC', value, metadata: {} }) as never;

  it.each([
    [1, '1.0'],
    [0, '0.0'],
    [-0, '0.0'],
    [-20, '-20.0'],
    [0.5, '0.5'],
    [1e21, '1e+21'],
  ])('writes %d of a flag with fractions as %s, the same number', (value, text) => {
    const written = answerText(answer(value), true);
    expect(written).toContain(`"value":${text}`);
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(answer(value))));
  });

  it('writes everything else as it is', () => {
    expect(answerText(answer(1), false)).toBe(JSON.stringify(answer(1)));
    const failed = { key: 'k', errorCode: 'GENERAL', errorDetails: 'x' } as never;
    expect(answerText(failed, true)).toBe(JSON.stringify(failed));
  });
});

describe('notesOf', () => {
  const body = (flag: object) => JSON.stringify({ key: 'k', variants: {}, ...flag });

  it('finds a fraction among the variants of a number flag only', () => {
    const variants = { whole: 1, half: 0.5 };
    expect(notesOf(body({ type: 'number', variants })).fractional).toBe(true);
    expect(notesOf(body({ type: 'number', variants: { one: 1, two: 2 } })).fractional).toBe(false);
    const nested = { a: { type: 'number', variants } };
    expect(notesOf(body({ type: 'json', variants: nested })).fractional).toBe(false);
  });

  it('finds metadata, and none in an empty object', () => {
    expect(notesOf(body({ type: 'boolean', metadata: { team: 'web' } })).metadata).toEqual({
      team: 'web',
    });
    expect(notesOf(body({ type: 'boolean', metadata: {} })).metadata).toBeNull();
    expect(notesOf(body({ type: 'boolean' })).metadata).toBeNull();
  });
});
