import { digestOfSnapshot, digestTerm, murmur3 } from './index.js';
import { flagOf, snapshotOf } from './testing/flag-of.js';

describe('digest', () => {
  it('sums the terms of streaming.md modulo 2^32', () => {
    const segment = { key: 's', version: 3, included: [], excluded: [], rules: [] };
    const flags = Array.from({ length: 20 }, (_, i) => flagOf(`flag-${i}`, { version: i }));
    const terms = [
      ...flags.map(({ key, version }) => murmur3(`f:${key}:${version}`, 0)),
      murmur3('s:s:3', 0),
    ];
    const sum = terms.reduce((a, b) => a + BigInt(b), 0n);
    expect(digestOfSnapshot(snapshotOf(flags, [segment]))).toBe(Number(sum % 2n ** 32n));
    expect(digestOfSnapshot(snapshotOf(flags, [segment], { shutdown: true }))).toBe(
      Number((sum + 1n) % 2n ** 32n),
    );
    expect(digestTerm('s', 's', 3)).toBe(murmur3('s:s:3', 0));
  });
});
