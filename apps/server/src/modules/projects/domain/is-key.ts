const KEY = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Whether `key` can name a project, an environment or a segment: 1–64 lower-case letters, digits, hyphens or underscores, the first a letter or digit. */
export function isKey(key: string): boolean {
  return KEY.test(key);
}
