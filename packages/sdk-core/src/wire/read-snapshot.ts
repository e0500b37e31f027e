import type { Snapshot } from '@sluice/evaluator';
import { isRecord } from './is-record.js';
import { isRevision } from './is-revision.js';

/**
 * The snapshot in an untrusted value, or null where its frame is wrong. Single flags are not looked
 * into: a malformed one disables itself when compiled, never its neighbours.
 */
export function readSnapshot(value: unknown): Snapshot | null {
  const wire = isRecord(value) ? value : {};
  const { schema, epoch, project, environment, revision, shutdown, flags, segments } = wire;
  const fits =
    schema === 1 &&
    epoch !== '' &&
    [epoch, project, environment].every((name) => typeof name === 'string') &&
    [flags, segments].every(isRecord) &&
    typeof shutdown === 'boolean' &&
    isRevision(revision);
  return fits ? (value as Snapshot) : null;
}
