const WORDS: Readonly<Record<string, string>> = {
  TRIPWIRE: 'far beyond its limit, and worse than without the change',
  SEQUENTIAL: 'a small but steady fault, beyond chance',
  ABSOLUTE: 'beyond its limit again and again',
  HEALTH_URL: 'the health URL failed five times in a row',
  SITE_WIDE: 'as bad without the change as with it: the trouble is the whole site’s',
  SAMPLE_RATIO: 'the users in the rollout are not the share that they should be',
  GUARD: 'beyond its limit',
  NO_DATA: 'a source of its guards is silent',
  FLAG_DISABLED: 'its flag was disabled',
  SHUTDOWN: 'the emergency shutdown was engaged',
  UNREADABLE: 'what is stored of it cannot be read',
  ARCHIVED: 'what it ramps was archived',
  MANUAL: '',
  ROLLED_BACK_TO: '',
};

/** The code of a rollout's end or pause in words, with the guard where there was one; other text as it is. */
export function reasonInWords(code: string, guard: string): string {
  const words = WORDS[code];
  if (words === undefined) return code;
  return words === '' || guard === '' ? words : `guard ${guard}: ${words}`;
}
