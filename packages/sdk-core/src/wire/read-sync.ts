import type { SyncMessage } from '@sluice/protocol';
import { isDigest } from './is-digest.js';
import { isRecord } from './is-record.js';
import { isRevision } from './is-revision.js';
import { readChanges } from './read-changes.js';
import { readOverlay } from './read-overlay.js';
import { readSnapshot } from './read-snapshot.js';

/** The `sync` message in an untrusted value, or null for nonsense. */
export function readSync(value: unknown): SyncMessage | null {
  if (!isRecord(value)) return null;
  const { epoch, revision, digest, serverTime } = value;
  const overlay = readOverlay(value.overlay);
  if (typeof epoch !== 'string' || epoch === '' || overlay === null) return null;
  if (!isRevision(revision) || !isDigest(digest) || !Number.isFinite(serverTime)) return null;
  const base = { epoch, revision, digest, overlay, serverTime: serverTime as number };
  return withMode(value, base);
}

type Base = Omit<SyncMessage & { mode: 'none' }, 'mode'>;

function withMode(value: Readonly<Record<string, unknown>>, base: Base): SyncMessage | null {
  switch (value.mode) {
    case 'full':
      return withSnapshot(value, base);
    case 'delta': {
      const changes = readChanges(value.changes);
      const from = value.from;
      if (changes === null || !isRevision(from)) return null;
      return { ...base, mode: 'delta', from, changes };
    }
    case 'fetch':
      return { ...base, mode: 'fetch', spreadMs: spreadOf(value.spreadMs) };
    case 'none':
    case 'behind':
      return { ...base, mode: value.mode };
    default:
      return null;
  }
}

function withSnapshot(value: Readonly<Record<string, unknown>>, base: Base): SyncMessage | null {
  const snapshot = readSnapshot(value.snapshot);
  const same = snapshot?.epoch === base.epoch && snapshot.revision === base.revision;
  return same ? { ...base, mode: 'full', snapshot } : null;
}

const LONGEST_SPREAD_MS = 60_000;

/** A spread of 0–60 s whatever was sent, so that no answer can put a fetch off for ever. */
export function spreadOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, LONGEST_SPREAD_MS) : 0;
}
