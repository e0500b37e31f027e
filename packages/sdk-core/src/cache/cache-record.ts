import type { Snapshot } from '@sluice/evaluator';
import type { Overlay } from '@sluice/protocol';
import { isRecord } from '../wire/is-record.js';
import { readOverlay } from '../wire/read-overlay.js';
import { CACHE_FORMAT, offsetIn, ownRecord } from './own-record.js';

/** What an SDK keeps between runs. */
export interface CacheRecord {
  /** Whose cache this is: a fingerprint of server address, key and kind of key. */
  readonly owner: string;
  readonly snapshot: Snapshot;
  readonly overlay: Overlay | null;
  /** How far the server's clock was ahead of this machine's, ms. */
  readonly clockOffsetMs: number;
}

/** Text of a record; carries environment, epoch and key kind through snapshot and owner. */
export function encodeCache(record: CacheRecord): string {
  return JSON.stringify({ format: CACHE_FORMAT, ...record });
}

/** The record in a text, or why there is none that `owner` could use. */
export function decodeCache(
  text: string,
  owner: string,
): { readonly record: CacheRecord } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  const own = ownRecord(value, owner);
  if (own === null) return { problem: problemOf(value, owner) };
  const { snapshot } = own;
  return {
    record: {
      owner,
      snapshot,
      overlay: readOverlay(own.overlay),
      clockOffsetMs: offsetIn(own),
    },
  };
}

function problemOf(value: unknown, owner: string): string {
  if (!isRecord(value) || value.format !== CACHE_FORMAT) return 'it has another format';
  return value.owner === owner ? 'it holds no snapshot' : 'it belongs to another server or key';
}
