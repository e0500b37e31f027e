import type { Snapshot } from '@sluice/evaluator';
import { isRecord, readSnapshot } from '@sluice/sdk-core';

/** Something to serve; the overlay is whatever stood there. */
export interface Held {
  readonly snapshot: Snapshot;
  readonly overlay: unknown;
}

/** What the body of `GET /sdk/v1/snapshot` holds; null for anything else. */
export function heldIn(body: unknown): Held | null {
  const { snapshot: wire, overlay } = isRecord(body) ? body : {};
  const snapshot = readSnapshot(wire);
  return snapshot && { snapshot, overlay };
}

/** Whether something is of the same history as what is held, and of an earlier time. */
export function isOlder({ snapshot }: Held, held: Held | null): boolean {
  return held?.snapshot.epoch === snapshot.epoch && held.snapshot.revision > snapshot.revision;
}

/** Equal for equal contents. */
export function markOf(held: Held | null): string {
  const { snapshot, overlay } = held!;
  return JSON.stringify([snapshot.epoch, snapshot.revision, overlay]);
}
