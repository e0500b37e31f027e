import type { Snapshot } from '@sluice/evaluator';
import { isRecord } from './is-record.js';
import { isRevision } from './is-revision.js';

/**
 * The snapshot in an untrusted value, or null where its frame is wrong. Single flags are not looked
 * into: a malformed one disables itself when compiled, never its neighbours.
 */
export function readSnapshot(value: unknown): Snapshot | null {
  if (!isRecord(value) || value.schema !== 1) return null;
  const { epoch, project, environment, revision, shutdown, flags, segments } = value;
  const named =
    typeof epoch === 'string' &&
    epoch !== '' &&
    typeof project === 'string' &&
    typeof environment === 'string';
  const filled = isRecord(flags) && isRecord(segments) && typeof shutdown === 'boolean';
  return named && filled && isRevision(revision) ? (value as unknown as Snapshot) : null;
}
