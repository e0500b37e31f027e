/** What a flag key looks like: 1–128 characters, beginning with a letter or digit (evaluation.md §8). */
export const FLAG_KEY_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Whether `key` may be given to a new flag; false for anything but a string. */
export function isValidFlagKey(key: unknown): key is string {
  return typeof key === 'string' && FLAG_KEY_PATTERN.test(key);
}
