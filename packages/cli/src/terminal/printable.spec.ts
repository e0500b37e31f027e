import fc from 'fast-check';
import { printable, printableJson } from './printable.js';

// eslint-disable-next-line no-control-regex -- finding control characters is the point
const STEERS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

describe('what comes from others', () => {
  it('never steers a terminal, as text or as JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(STEERS);
        expect(printableJson(text)).not.toMatch(STEERS);
      }),
    );
  });

  it('means the same in JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(printableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('stays readable where nothing is hostile', () => {
    expect(printable('Grüße, 日本 👍 – “ok”')).toBe('Grüße, 日本 👍 – “ok”');
  });
});
