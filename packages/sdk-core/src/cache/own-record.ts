import type { Snapshot } from '@sluice/evaluator';
import { isRecord } from '../wire/is-record.js';
import { readSnapshot } from '../wire/read-snapshot.js';

/** Version of the form in which caches are written. */
export const CACHE_FORMAT = 1;

/** What `owner` wrote, its overlay not looked into; null for anything else. */
export function ownRecord(value: unknown, owner: string): WrittenRecord | null {
  const isOwn =
    isRecord(value) &&
    value.format === CACHE_FORMAT &&
    value.owner === owner &&
    readSnapshot(value.snapshot) !== null;
  return isOwn ? (value as unknown as WrittenRecord) : null;
}

/** A record as it was written, checked as far as its snapshot's frame. */
export interface WrittenRecord {
  readonly snapshot: Snapshot;
  readonly overlay: unknown;
  readonly clockOffsetMs: unknown;
}

/** How far the server's clock was ahead when the record was written, ms; 0 where it does not say. */
export function offsetIn({ clockOffsetMs }: WrittenRecord): number {
  return Number.isSafeInteger(clockOffsetMs) ? (clockOffsetMs as number) : 0;
}
