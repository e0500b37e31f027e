import type { SnapshotResponse } from '@sluice/protocol';
import { isRecord } from './is-record.js';
import { readOverlay } from './read-overlay.js';
import { readSnapshot } from './read-snapshot.js';

/** The body of `GET /sdk/v1/snapshot` in an untrusted value, or null for nonsense. */
export function readAnswer(body: unknown): SnapshotResponse | null {
  if (!isRecord(body)) return null;
  const snapshot = readSnapshot(body.snapshot);
  const overlay = readOverlay(body.overlay);
  return snapshot && overlay && { snapshot, overlay };
}
