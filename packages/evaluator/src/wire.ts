/** A JSON object of unknown content; read its properties only where `Object.prototype` has none of that name. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** Whether something from the wire is an object and no array. */
export function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` without the `any`. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether a property is absent or a boolean. */
export function isOptionalBoolean(value: unknown): value is boolean | undefined {
  return value === undefined || typeof value === 'boolean';
}

/** Whether a property is absent or a string. */
export function isOptionalString(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Whether a value is an unsigned 32-bit integer. */
export function isSeed(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value;
}

/** A percentage in integer thousandths, or null for anything but a number from 0 to 100. */
export function thousandthsOf(percentage: unknown): number | null {
  if (typeof percentage !== 'number' || !(percentage >= 0 && percentage <= 100)) return null;
  return Math.round(percentage * 1000);
}
