/** Far deeper than anybody nests a context, and no danger to the stack. */
const DEEPEST = 64;

/**
 * The value with every date in it as RFC 3339 text in UTC, and an invalid date as `null`; the very
 * same value where there is none. Looks at each object once, so that a value may contain itself, and
 * leaves what lies below 64 levels.
 */
export function withTextDates(value: unknown): unknown {
  return mapped(value, 0, new Map());
}

function mapped(value: unknown, level: number, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (seen.has(value)) return seen.get(value);
  seen.set(value, value);
  if (level === DEEPEST) return value;
  let copy: object | null = null;
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const text = mapped(member, level + 1, seen);
    if (text === member) continue;
    copy ??= Array.isArray(value) ? [...(value as unknown[])] : { ...value };
    // Never assigned: the name may be `__proto__`.
    Object.defineProperty(copy, name, {
      value: text,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  seen.set(value, copy ?? value);
  return copy ?? value;
}

/** Dates of other realms too, such as those of a test runner. */
function isDate(value: object): value is Date {
  return (
    Object.prototype.toString.call(value) === '[object Date]' &&
    typeof (value as Partial<Date>).getTime === 'function'
  );
}
