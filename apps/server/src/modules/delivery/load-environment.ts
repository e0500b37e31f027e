import type { DeliveryConnection } from './delivery-connection.js';
import { buildView } from './domain/build-view.js';
import type { EnvironmentState, EnvironmentView, ViewName } from './domain/environment-view.js';
import type { LogRow } from './domain/log-row.js';
import { logRowOf, type LogColumns } from './log-columns.js';

const ENVIRONMENT = `SELECT e.id, e.project_id, p.key AS project_key, e.key, e.epoch, e.revision, e.shutdown
  FROM environments e JOIN projects p ON p.id = e.project_id
  WHERE e.id = $1`;

const ITEMS = `SELECT view, kind, key, version, body FROM wire_items WHERE environment_id = $1
  ORDER BY view, kind, key COLLATE "C"`;

const RECENT = `SELECT l.epoch, l.revision, l.server_changes, l.client_changes, l.digest_server, l.digest_client
  FROM change_log l JOIN environments e ON e.id = l.environment_id AND e.epoch = l.epoch
  WHERE l.environment_id = $1 AND l.revision <= e.revision ORDER BY l.revision DESC LIMIT 256`;

/** One environment read whole, with the latest log rows before it, oldest first. */
export interface LoadedEnvironment {
  readonly state: EnvironmentState;
  readonly rows: readonly LogRow[];
}

/** Reads one environment in one REPEATABLE READ transaction; archived or not; `null` where it does not exist. */
export async function loadEnvironment(
  connection: DeliveryConnection,
  environmentId: string,
): Promise<LoadedEnvironment | null> {
  const params = [environmentId];
  const [environments = [], items = [], recent = []] = await connection.consistent([
    { text: ENVIRONMENT, params },
    { text: ITEMS, params },
    { text: RECENT, params },
  ]);
  const [row] = environments as unknown as EnvironmentRow[];
  if (row === undefined) return null;
  const state = stateOf(row, items as unknown as ItemRow[]);
  const rows = (recent as unknown as LogColumns[]).map(logRowOf).reverse();
  return { state, rows: rows.at(-1)?.revision === state.revision ? rows : [] };
}

interface EnvironmentRow {
  readonly id: string;
  readonly project_id: string;
  readonly project_key: string;
  readonly key: string;
  readonly epoch: string;
  readonly revision: string;
  readonly shutdown: boolean;
}

interface ItemRow {
  readonly view: 'server' | 'client';
  readonly kind: 'flag' | 'segment';
  readonly key: string;
  readonly version: string;
  readonly body: string;
}

function stateOf(row: EnvironmentRow, items: readonly ItemRow[]): EnvironmentState {
  const viewOf = (name: ViewName): EnvironmentView => {
    const own = items.filter(({ view }) => view === name);
    return buildView(
      own.map((item) => ({ ...item, version: Number(item.version) })),
      row.shutdown,
    );
  };
  return {
    id: row.id,
    projectId: row.project_id,
    projectKey: row.project_key,
    environmentKey: row.key,
    epoch: row.epoch,
    revision: Number(row.revision),
    shutdown: row.shutdown,
    server: viewOf('server'),
    client: viewOf('client'),
  };
}
