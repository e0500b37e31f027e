import type { ErrorCode } from '@sluice/protocol';
import { failuresOf } from './failures-of.js';
import { OFREP_OPERATIONS } from './ofrep-operations.js';

const ERRORS: readonly ErrorCode[] = [
  'UNAUTHENTICATED',
  'KEY_INVALID',
  'KEY_REVOKED',
  'WRONG_CREDENTIAL_KIND',
  'RATE_LIMITED',
  'SNAPSHOT_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
];

const header = (name: string): object => ({ name, in: 'header', schema: { type: 'string' } });

const SNAPSHOT = {
  operationId: 'SnapshotEndpoint.snapshot',
  tags: ['Snapshot'],
  summary: 'Everything the key may evaluate, and the overlay of this replica',
  description: 'Takes an SDK key. Served from memory, compressed in advance (docs/streaming.md).',
  security: [{ bearer: [] }],
  parameters: [header('If-None-Match'), header('Accept-Encoding')],
  responses: {
    200: {
      description: 'The snapshot; `ETag` names it, `Sluice-Time` is the clock of the server',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['snapshot', 'overlay'],
            properties: { snapshot: { type: 'object' }, overlay: { type: 'object' } },
          },
        },
      },
    },
    304: { description: 'The snapshot named by `If-None-Match` is still the current one' },
    ...failuresOf(ERRORS),
  },
};

/** Routes below Nest, which no scan of controllers finds. */
export function rawOperations(): Record<string, object> {
  return { '/sdk/v1/snapshot': { get: SNAPSHOT }, ...OFREP_OPERATIONS };
}
