import { SECURITY_HEADERS } from '../../platform/http/security-headers.js';

/** Header names and values in turn, as `writeHead` takes them fastest. */
export type HeaderList = readonly string[];

const OPEN_TO_EVERY_ORIGIN = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'ETag, Sluice-Time, Retry-After, X-Request-Id',
];

/** What of helmet's headers says something about JSON that is no page: the rest is left out, each costs 2 % of the route's throughput. */
const FOR_DATA = ['x-content-type-options', 'referrer-policy', 'strict-transport-security'];

/** Of every answer with a body: the security headers for data, readable from other origins. */
export const BODY_HEADERS: HeaderList = [
  ...Object.entries(SECURITY_HEADERS)
    .filter(([name]) => FOR_DATA.includes(name))
    .flat(),
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  ...OPEN_TO_EVERY_ORIGIN,
];

/** Of answers that a cache may keep but must ask about. */
export const CACHED_HEADERS: HeaderList = [
  'Cache-Control',
  'private, no-cache',
  'Vary',
  'Authorization, Accept-Encoding',
];

/** Of a 304: a cache adds them to what it stored. */
export const NOT_MODIFIED_HEADERS: HeaderList = [...OPEN_TO_EVERY_ORIGIN, ...CACHED_HEADERS];

/** Of the answer to a browser's preflight. */
export const PREFLIGHT_HEADERS: HeaderList = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Allow-Methods',
  'GET, HEAD',
  'Access-Control-Allow-Headers',
  'Authorization, If-None-Match, X-Request-Id',
  'Access-Control-Max-Age',
  '86400',
  'Content-Length',
  '0',
];
