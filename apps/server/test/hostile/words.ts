import fc from 'fast-check';

const nasty = fc.constantFrom(
  '',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  "' OR 1=1 --",
  '%00',
  '%',
  '🏴‍☠️',
  'a'.repeat(5_000),
  '-1',
  '1e309',
  'null',
  '00000000-0000-0000-0000-000000000000',
);
/** Texts that programs stumble over, and any others. */
export const word = fc.oneof(
  { weight: 3, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 40 }),
);
