import { randomUUID } from 'node:crypto';
import type { Change } from '@sluice/evaluator';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { planEnvironment, type EnvironmentPlan } from '../wire/index.js';
import type { EnvironmentMarks } from './recording-unit.js';
import type { Revision } from './save-revision.js';

/** The next revision of one touched environment, ready to be stored. */
export interface PlannedRevision {
  readonly marks: EnvironmentMarks;
  readonly plan: EnvironmentPlan;
  readonly revision: Revision;
}

/**
 * Plans a revision for each touched environment whose wire form changed (streaming.md, "Write path"): all
 * at once where each takes a moment, one after the other where one is planned from scratch. Seconds of
 * work without a statement in between would end the transaction (`idle_in_transaction_session_timeout`).
 */
export async function planRevisions(
  sql: SqlClient,
  touched: readonly EnvironmentMarks[],
): Promise<PlannedRevision[]> {
  const planned: (PlannedRevision | null)[] = [];
  if (touched.some(({ everything }) => everything)) {
    for (const marks of touched) planned.push(await planRevision(sql, marks));
  } else {
    planned.push(...(await Promise.all(touched.map((marks) => planRevision(sql, marks)))));
  }
  return planned.filter((each) => each !== null);
}

async function planRevision(
  sql: SqlClient,
  marks: EnvironmentMarks,
): Promise<PlannedRevision | null> {
  const { environment, newEpoch } = marks;
  const plan = await planEnvironment(sql, environment, marks);
  const shutdown =
    marks.shutdown !== null && marks.shutdown.on !== environment.shutdown ? marks.shutdown : null;
  const changes: Change[] = shutdown === null ? [] : [{ shutdown: shutdown.on }];
  const changed = plan.server.changes.length + plan.client.changes.length + changes.length > 0;
  if (!changed && !newEpoch) return null;
  const digest = (view: 'server' | 'client'): number =>
    (environment.digests[view] +
      plan[view].digestDelta +
      (shutdown === null ? 0 : shutdown.on ? 1 : -1)) >>>
    0;
  return {
    marks,
    plan: {
      server: { ...plan.server, changes: [...changes, ...plan.server.changes] },
      client: { ...plan.client, changes: [...changes, ...plan.client.changes] },
    },
    revision: {
      environmentId: environment.id,
      epoch: newEpoch ? randomUUID() : environment.epoch,
      revision: environment.revision + 1,
      digests: { server: digest('server'), client: digest('client') },
      shutdown,
    },
  };
}
