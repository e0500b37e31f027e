import type { WatchedRule } from '@sluice/protocol';
import type { Database } from '../../../platform/database/database.js';
import type { OverlayBoard, WatchedByView } from '../../overlay/index.js';
import type { Guard, GuardSource } from '../domain/guards/guard.js';
import { hasShapeOf } from '../domain/has-shape-of.js';
import type { ClientWatch } from '../telemetry/client-watch.js';

// A scheduled rollout is watched for the hour before its start, which is its next check, for its baseline.
const WATCHED = `SELECT r.id, r.environment_id, r.rule_id, r.settings->>'flag' AS flag,
    r.position->'entry' AS entry, r.settings->'guards' AS guards,
    r.state = 'running' AND f.client_visible AS seen_by_clients
  FROM rollouts r JOIN flags f ON f.id = r.flag_id
  WHERE r.state = 'running' OR (r.state = 'scheduled'
    AND r.next_check_at < clock_timestamp() + interval '1 hour')
  ORDER BY r.id`;

interface WatchedRow {
  readonly id: string;
  readonly environment_id: string;
  readonly rule_id: string;
  readonly flag: string;
  readonly entry: number;
  readonly guards: readonly Guard[];
  /** Client keys have no baseline to give, and hear nothing of flags that they do not see. */
  readonly seen_by_clients: boolean;
}

/** Takes reports of client keys about the steps it was told of. */
export interface ClientReports {
  watch(steps: readonly ClientWatch[]): void;
}

const NOBODY: WatchedByView = { server: [], client: [] };

/** Tells SDKs, through the overlay, which rules want telemetry, and of what kind of key. */
export class WatchBoard {
  readonly #told = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly overlays: OverlayBoard,
    private readonly clients: ClientReports,
  ) {}

  /** Reads which rollouts want telemetry and tells the overlays that differ. */
  async refresh(): Promise<void> {
    const watched = new Map<string, WatchedByView>();
    const steps: ClientWatch[] = [];
    for (const row of await this.database.read<WatchedRow>(WATCHED)) {
      if (!isReadable(row)) continue;
      const { environment_id: environmentId } = row;
      const { server, client } = watched.get(environmentId) ?? NOBODY;
      const byServers = watchedRules(row, 'telemetry');
      const byClients = row.seen_by_clients ? watchedRules(row, 'client-telemetry') : [];
      steps.push(...byClients.map((rule) => clientWatch(environmentId, rule)));
      if (byServers.length + byClients.length === 0) continue;
      watched.set(environmentId, {
        server: [...server, ...byServers],
        client: [...client, ...byClients],
      });
    }
    this.clients.watch(steps);
    this.#tell(watched);
  }

  #tell(watched: ReadonlyMap<string, WatchedByView>): void {
    for (const environmentId of new Set([...watched.keys(), ...this.#told.keys()])) {
      const rules = watched.get(environmentId);
      const text = JSON.stringify(rules ?? NOBODY);
      if (this.#told.get(environmentId) === text) continue;
      this.overlays.setWatched(environmentId, rules ?? NOBODY);
      if (rules === undefined) this.#told.delete(environmentId);
      else this.#told.set(environmentId, text);
    }
  }
}

/** What another version or a hand has written must not keep the rules of others from being watched. */
function isReadable({ flag, entry, guards }: WatchedRow): boolean {
  if (typeof flag !== 'string' || !Number.isInteger(entry) || !Array.isArray(guards)) return false;
  return guards.every((guard) => hasShapeOf(guard, { source: { kind: '' }, threshold: 0 }));
}

/** The rule as it is watched for guards of one source; none where no guard has it. */
function watchedRules(
  { id, rule_id, flag, entry, guards }: WatchedRow,
  kind: GuardSource['kind'],
): WatchedRule[] {
  const asking = guards.filter(({ source }) => source.kind === kind);
  if (asking.length === 0) return [];
  const slowerThanMs = asking
    .filter(({ metric }) => metric !== 'errorRatePercent')
    .map(({ threshold }) => threshold);
  return [{ flag, ruleId: rule_id, rolloutId: id, step: entry, slowerThanMs }];
}

function clientWatch(
  environmentId: string,
  { rolloutId, step, slowerThanMs = [] }: WatchedRule,
): ClientWatch {
  return { rollout: rolloutId, environmentId, entry: step, slowerThanMs };
}
