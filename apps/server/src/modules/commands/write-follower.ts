import type { SqlClient } from '../../platform/database/sql-client.js';
import type { LockedEnvironment } from './locked.js';
import type { PlannedRevision } from './plan-revisions.js';
import type { WriteUnit } from './write-unit.js';

/** What a write changes for the SDKs of one environment: keys of what they are sent or told to drop. */
export interface ServedChange {
  readonly environment: LockedEnvironment;
  readonly flags: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

/** Told of every write that changes what is served, whichever command made it, inside its transaction and under its locks. */
export interface WriteFollower {
  /** Whether there is anything that could care; asked while the locks are taken, so that a write nobody follows waits for nothing. */
  isAwake(sql: SqlClient): Promise<boolean>;
  follow(unit: WriteUnit, changes: readonly ServedChange[]): Promise<void>;
}

/** What planned revisions change of flags and segments; those that change neither are left out. */
export function servedChanges(planned: readonly PlannedRevision[]): ServedChange[] {
  return planned.map(servedChange).filter(({ flags, segments }) => flags.size + segments.size > 0);
}

function servedChange({ marks, plan }: PlannedRevision): ServedChange {
  const [flags, segments] = [new Set<string>(), new Set<string>()];
  for (const change of plan.server.changes) {
    if ('put' in change) flags.add(change.put.key);
    else if ('drop' in change) flags.add(change.drop);
    else if ('putSegment' in change) segments.add(change.putSegment.key);
    else if ('dropSegment' in change) segments.add(change.dropSegment);
    else if ('segmentIds' in change) segments.add(change.segmentIds.key);
  }
  return { environment: marks.environment, flags, segments };
}
