import { usageError } from '../command/cli-error.js';

/** Values of a query; undefined ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** One call of the API, below `/api/v1`. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Built with {@link pathOf}. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  /** Version that was read, for PATCH, PUT, DELETE and revert. */
  readonly ifMatch?: number;
  /** Of one attempt; default 20 s. */
  readonly timeoutMs?: number;
}

/** What a call answered. */
export interface ApiAnswer<T> {
  readonly body: T;
  readonly headers: Headers;
}

/** Tagged template: a path whose interpolated parts are one segment each, whatever they hold. Exit code 2 for what no path can name. */
export function pathOf(parts: TemplateStringsArray, ...segments: readonly string[]): string {
  return parts.map((part, i) => part + segmentOf(segments[i])).join('');
}

// `..` climbs to what is above, encoded or not, and an empty segment is lost: both would name something else.
const NAMELESS = /^\.{0,2}$/;

function segmentOf(segment: string | undefined): string {
  if (segment === undefined) return '';
  if (NAMELESS.test(segment)) throw usageError(`'${segment}' is no key or id of anything.`);
  return encodeURIComponent(segment);
}
