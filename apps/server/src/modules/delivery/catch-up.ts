import type { Logger } from '../../platform/logging/index.js';
import type { DeliveryConnection } from './delivery-connection.js';
import { loadEnvironment } from './load-environment.js';
import { logRowOf, type LogColumns } from './log-columns.js';
import type { SnapshotStore } from './snapshot-store.js';

const PAGE = 500;

const ROWS_SINCE = `SELECT e.epoch AS head_epoch, e.revision AS head, l.epoch, l.revision,
    l.server_changes, l.client_changes, l.digest_server, l.digest_client
  FROM environments e
  LEFT JOIN change_log l ON l.environment_id = e.id AND l.epoch = e.epoch AND l.revision > $2
  WHERE e.id = $1 ORDER BY l.revision LIMIT ${PAGE}`;

type RowSince = { readonly head_epoch: string; readonly head: string } & (
  LogColumns | { readonly revision: null }
);

/** What catching up reads from and writes to. */
export interface CatchUpParts {
  readonly connection: DeliveryConnection;
  readonly store: SnapshotStore;
  readonly logger: Logger;
  /** Told where the database stands below what this replica holds of the same epoch: it was put back. */
  readonly onRewound?: (held: HeldPosition) => void;
}

/** What a replica held of an environment. */
export interface HeldPosition {
  readonly environmentId: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly epoch: string;
  readonly revision: number;
}

/** Brings one environment to the database's revision: by the log where it reaches back far enough, else by reading it whole. */
export async function catchUp(parts: CatchUpParts, environmentId: string): Promise<void> {
  const { connection, store } = parts;
  for (;;) {
    const held = store.get(environmentId)?.state;
    if (held === undefined) return reload(parts, environmentId, 'new');
    const rows = await connection.query<RowSince>(ROWS_SINCE, [environmentId, held.revision]);
    const [first] = rows;
    if (first?.head_epoch !== held.epoch) return reload(parts, environmentId, 'epoch');
    const outcome = applyAll(store, environmentId, rows);
    if (outcome !== 'applied') return reload(parts, environmentId, outcome);
    const behind = Number(first.head) - held.revision;
    if (behind === 0) return;
    if (behind < 0) {
      const { projectKey, environmentKey, epoch, revision } = held;
      await reload(parts, environmentId, 'rewound');
      return parts.onRewound?.({ environmentId, projectKey, environmentKey, epoch, revision });
    }
    if (rows.length < PAGE) return reload(parts, environmentId, 'gap');
  }
}

type Outcome = ReturnType<SnapshotStore['apply']>;

/** The first outcome that stops the rows from following on from what is held, else `applied`. */
function applyAll(store: SnapshotStore, environmentId: string, rows: readonly RowSince[]): Outcome {
  for (const row of rows) {
    if (row.revision === null) continue;
    const outcome = store.apply(environmentId, logRowOf(row));
    if (outcome !== 'applied' && outcome !== 'known') return outcome;
  }
  return 'applied';
}

async function reload(
  { connection, store, logger }: CatchUpParts,
  environmentId: string,
  reason: string,
): Promise<void> {
  if (reason === 'diverged' || reason === 'rewound') {
    logger.warn(
      { environmentId, reason },
      'the change log does not match this replica: reading the environment whole',
    );
  }
  const loaded = await loadEnvironment(connection, environmentId);
  if (loaded === null) store.remove(environmentId);
  else store.load(loaded.state, loaded.rows);
}
