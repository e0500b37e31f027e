import fc from 'fast-check';
import { word } from './words.js';

const visible = fc.string({
  minLength: 1,
  maxLength: 30,
  unit: fc.constantFrom(...'abc"*/\\,;=19 '),
});
/** Headers that routes read, with values that make sense or not. */
export const headers = fc.record(
  {
    'if-match': fc.oneof(fc.constantFrom('"1"', '"0"', '*', 'W/"1"', '"99999999999"'), visible),
    'idempotency-key': visible,
    'content-type': fc.constantFrom(
      'application/json',
      'text/plain',
      'application/json; charset=x',
      '',
    ),
    'x-request-id': visible,
    'if-none-match': visible,
    accept: visible,
  },
  { requiredKeys: [] },
);
/** Queries of what routes read; mostly none. */
export const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc
    .dictionary(
      fc.constantFrom('limit', 'cursor', 'archived', 'dryRun', 'search', 'at', 'x'),
      word,
      {
        maxKeys: 3,
      },
    )
    .map(
      (pairs) =>
        `?${Object.entries(pairs)
          .map(([name, value]) => `${name}=${escaped(value)}`)
          .join('&')}`,
    ),
);

/** Percent-encoded where that is possible; a lone surrogate is not, and goes as the bytes of U+FFFD. */
export function escaped(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}
