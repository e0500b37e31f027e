/** Where every path of OFREP begins. */
export const OFREP_PREFIX = '/ofrep/v1/';

/** Path of the bulk evaluation; a key after it, percent-encoded, makes it the single one. */
export const FLAGS_PATH = '/ofrep/v1/evaluate/flags';

/** Path of the change events. */
export const EVENTS_PATH = '/ofrep/v1/events';

/** What a request asks for. `malformed`: the key is not valid percent-encoding, and given as it came. */
export type OfrepRoute =
  | { readonly kind: 'single' | 'malformed'; readonly key: string }
  | { readonly kind: 'bulk' | 'events' };

/** The route of a request target, or `null` where OFREP has nothing at its path. */
export function ofrepRouteOf(url: string): OfrepRoute | null {
  if (!url.startsWith(OFREP_PREFIX)) return null;
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  if (path === EVENTS_PATH) return { kind: 'events' };
  if (!path.startsWith(FLAGS_PATH)) return null;
  if (path.length <= FLAGS_PATH.length + 1) {
    return path.length === FLAGS_PATH.length || path.endsWith('/') ? { kind: 'bulk' } : null;
  }
  if (path.charAt(FLAGS_PATH.length) !== '/') return null;
  return singleRoute(path.slice(FLAGS_PATH.length + 1));
}

function singleRoute(encoded: string): OfrepRoute {
  try {
    return { kind: 'single', key: decodeURIComponent(encoded) };
  } catch {
    return { kind: 'malformed', key: encoded };
  }
}
