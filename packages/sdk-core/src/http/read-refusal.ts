import type { StreamRefusal } from '@sluice/protocol';
import { isRecord } from '../wire/is-record.js';

/** What the server said with a refused handshake; null where that was not the server. */
export function readRefusal(data: unknown): Pick<StreamRefusal, 'message' | 'retryable'> | null {
  if (!isRecord(data) || typeof data.retryable !== 'boolean') return null;
  const message = typeof data.message === 'string' ? data.message : 'no reason given.';
  return { message, retryable: data.retryable };
}
