/** True for an unsigned 32-bit integer. */
export function isDigest(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value;
}
