import { BODY_HEADERS, type HeaderList } from '../snapshot/index.js';

/** Of every answer with a JSON body; its length is still missing. */
export const JSON_HEADERS: HeaderList = [
  ...BODY_HEADERS,
  'Content-Type',
  'application/json; charset=utf-8',
];

/** Of a single evaluation: nobody keeps it. */
export const SINGLE_HEADERS: HeaderList = [...JSON_HEADERS, 'Cache-Control', 'no-store'];

/** Of a bulk evaluation: the client keeps it and asks about it with its entity tag. */
export const BULK_HEADERS: HeaderList = [
  ...BODY_HEADERS,
  'Cache-Control',
  'private, no-cache',
  'Vary',
  'Authorization, X-API-Key',
];

/** Of the change events. `X-Accel-Buffering` keeps nginx from holding them back. */
export const EVENT_HEADERS: HeaderList = [
  ...BODY_HEADERS,
  'Content-Type',
  'text/event-stream; charset=utf-8',
  'Cache-Control',
  'no-store, no-transform',
  'X-Accel-Buffering',
  'no',
];

/** Of the answer to a browser's preflight for any OFREP path. The star lets headers of the page's own pass (a provider's options, tracing); it never stands for Authorization. */
export const PREFLIGHT_HEADERS: HeaderList = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Allow-Methods',
  'GET, POST',
  'Access-Control-Allow-Headers',
  'Authorization, Content-Type, If-None-Match, X-API-Key, X-Request-Id, Last-Event-ID, Cache-Control, *',
  'Access-Control-Max-Age',
  '86400',
  'Content-Length',
  '0',
];
