/** True for a whole number ≥ 0 that a double holds exactly. */
export function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
