import { SECURITY_HEADERS } from '../../platform/http/security-headers.js';

/** Header names and values in turn, as `writeHead` takes them fastest. */
export type HeaderList = readonly string[];

const OPEN_TO_EVERY_ORIGIN = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'ETag, Sluice-Time, Retry-After, X-Request-Id',
];

/** Of every answer with a body: helmet's, but readable from other origins. */
export const BODY_HEADERS: HeaderList = [
  ...Object.entries({
    ...SECURITY_HEADERS,
    'cross-origin-resource-policy': 'cross-origin',
  }).flat(),
  ...OPEN_TO_EVERY_ORIGIN,
];

/** Of a 304: a cache adds them to what it stored. */
export const NOT_MODIFIED_HEADERS: HeaderList = OPEN_TO_EVERY_ORIGIN;

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
