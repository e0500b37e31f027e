/** JSON Pointer of a path, `~` and `/` in its keys escaped (RFC 6901); the empty path is `''`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
