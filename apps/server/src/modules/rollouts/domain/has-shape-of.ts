const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * True when `value` holds whatever `pattern` does, member by member and of the same kind: finite
 * numbers, booleans, strings, arrays as long, anything but undefined where the pattern has null. It may
 * hold more; an empty object or array of the pattern stands for any. Linear in the pattern.
 */
export function hasShapeOf(value: unknown, pattern: unknown): boolean {
  if (pattern === null) return value !== undefined;
  if (typeof pattern === 'number') return Number.isFinite(value);
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return false;
    if (pattern.length === 0) return true;
    return (
      value.length === pattern.length && pattern.every((one, at) => hasShapeOf(value[at], one))
    );
  }
  if (!isRecord(pattern)) return typeof value === typeof pattern;
  return (
    isRecord(value) && Object.entries(pattern).every(([key, one]) => hasShapeOf(value[key], one))
  );
}
