import { isValidFlagKey } from './index.js';

describe('isValidFlagKey', () => {
  it.each(['a', '0', 'phase_4_deployment', 'checkout-copy', 'A.b-C_d', 'x'.repeat(128)])(
    'takes %s',
    (key) => {
      expect(isValidFlagKey(key)).toBe(true);
    },
  );

  it.each(['', '_a', '-a', '.a', 'a b', 'a/b', 'ä', 'a\n', 'x'.repeat(129), 7, null, undefined])(
    'refuses %j',
    (key) => {
      expect(isValidFlagKey(key)).toBe(false);
    },
  );
});
