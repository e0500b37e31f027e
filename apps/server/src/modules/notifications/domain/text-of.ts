const LONGEST = 500;

/** The member of an object as text of at most 500 characters; empty where there is none. */
export function textOf(value: unknown, member: string): string {
  const found = memberOf(value, member);
  return typeof found === 'string' || typeof found === 'number'
    ? String(found).slice(0, LONGEST)
    : '';
}

/** The own member of an object; undefined where there is none, or no object. */
export function memberOf(value: unknown, member: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member))
    return undefined;
  return (value as Record<string, unknown>)[member];
}
