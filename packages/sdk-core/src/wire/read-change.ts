import type { ChangeMessage } from '@sluice/protocol';
import { isDigest } from './is-digest.js';
import { isRecord } from './is-record.js';
import { isRevision } from './is-revision.js';
import { readChanges } from './read-changes.js';
import { spreadOf } from './read-sync.js';

/** The `change` message in an untrusted value, or null for nonsense. */
export function readChange(value: unknown): ChangeMessage | null {
  if (!isRecord(value)) return null;
  const { from, to, digest } = value;
  if (!isRevision(from) || !isRevision(to) || to <= from || !isDigest(digest)) return null;
  if (value.fetch === true)
    return { from, to, digest, fetch: true, spreadMs: spreadOf(value.spreadMs) };
  const changes = readChanges(value.changes);
  return changes === null ? null : { from, to, digest, changes };
}
