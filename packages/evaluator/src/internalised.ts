/** The same string as the engine's one copy of it: comparing two such compares pointers. */
export function internalised(value: string): string {
  return Object.keys({ [value]: 0 })[0] ?? value;
}
