import type { Snapshot } from '@sluice/evaluator';
import type { Overlay } from '@sluice/protocol';
import { isRecord } from '../wire/is-record.js';
import { readOverlay } from '../wire/read-overlay.js';
import { readSnapshot } from '../wire/read-snapshot.js';

const FORMAT = 1;

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
  return JSON.stringify({ format: FORMAT, ...record });
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
  if (!isRecord(value) || value.format !== FORMAT) return { problem: 'it has another format' };
  if (value.owner !== owner) return { problem: 'it belongs to another server or key' };
  const snapshot = readSnapshot(value.snapshot);
  if (snapshot === null) return { problem: 'it holds no snapshot' };
  const { clockOffsetMs } = value;
  return {
    record: {
      owner,
      snapshot,
      overlay: readOverlay(value.overlay),
      clockOffsetMs: Number.isSafeInteger(clockOffsetMs) ? (clockOffsetMs as number) : 0,
    },
  };
}
