import { digestOfSnapshot, type Change, type Snapshot } from '@sluice/evaluator';
import type { WritePath } from './write-path.js';

export type View = 'server' | 'client';

/** A view of an environment as the tables hold it: what a replica loads. */
export async function storedView(
  path: WritePath,
  environmentId: string,
  view: View,
): Promise<Snapshot> {
  const [environment] = await path.rows<{
    epoch: string;
    key: string;
    revision: number;
    shutdown: boolean;
  }>('SELECT epoch, key, revision, shutdown FROM environments WHERE id = $1', [environmentId]);
  const items = await path.rows<{ kind: string; key: string; version: number; body: string }>(
    'SELECT kind, key, version, body FROM wire_items WHERE environment_id = $1 AND view = $2 ORDER BY key',
    [environmentId, view],
  );
  const of = (kind: string) =>
    Object.fromEntries(
      items
        .filter((item) => item.kind === kind)
        .map((item) => [item.key, JSON.parse(item.body) as { version: number }]),
    );
  for (const item of items) {
    const { version } = JSON.parse(item.body) as { version: number };
    if (version !== item.version) throw new Error(`${item.key} stands under another version`);
  }
  return {
    schema: 1,
    epoch: environment!.epoch,
    project: 'shop',
    environment: environment!.key,
    revision: environment!.revision,
    shutdown: environment!.shutdown,
    flags: of('flag') as unknown as Snapshot['flags'],
    segments: of('segment') as unknown as Snapshot['segments'],
  };
}

/** One row of the change log. */
export interface LogRow {
  readonly revision: number;
  readonly changes: Change[];
  readonly digest: number;
}

/** The change log of one view, oldest first. */
export async function logOf(path: WritePath, environmentId: string, view: View): Promise<LogRow[]> {
  const rows = await path.rows<{ revision: number; changes: string; digest: number }>(
    `SELECT revision, ${view}_changes AS changes, digest_${view} AS digest
     FROM change_log WHERE environment_id = $1 ORDER BY revision`,
    [environmentId],
  );
  return rows.map(({ revision, changes, digest }) => ({
    revision,
    digest,
    changes: JSON.parse(changes) as Change[],
  }));
}

/** The digest that the environment's row claims for a view, and the one its items have. */
export async function digestsOf(path: WritePath, environmentId: string, view: View) {
  const [row] = await path.rows<{ digest: number }>(
    `SELECT digest_${view} AS digest FROM environments WHERE id = $1`,
    [environmentId],
  );
  const actual = digestOfSnapshot(await storedView(path, environmentId, view));
  return { claimed: row!.digest, actual };
}
