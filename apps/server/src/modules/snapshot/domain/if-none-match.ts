/** Whether an If-None-Match header names this entity tag: any of a list, weak or strong, or `*` (RFC 9110 §13.1.2). `etag` is strong and quoted. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag) return true;
  return header.split(',').some((part) => {
    const candidate = part.trim();
    return candidate === '*' || candidate === etag || candidate === `W/${etag}`;
  });
}
