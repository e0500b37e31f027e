import canonicalize from 'canonicalize';

/** Whether two values are the same JSON, whatever the order of members (RFC 8785); `undefined` members do not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  return canonicalize(a) === canonicalize(b);
}
