import type { WatchedRule } from '@sluice/protocol';
import type { Database } from '../../../platform/database/database.js';
import type { OverlayBoard } from '../../overlay/index.js';
import type { Guard } from '../domain/guards/guard.js';

/** A scheduled rollout is watched for so long before its start, for its baseline. */
const WATCHED = `SELECT r.id, r.environment_id, r.rule_id, r.settings->>'flag' AS flag,
    (r.position->>'entry')::integer AS entry, r.settings->'guards' AS guards
  FROM rollouts r
  WHERE r.state = 'running' OR (r.state = 'scheduled'
    AND to_timestamp((r.settings->>'startAt')::double precision / 1000) < clock_timestamp() + interval '1 hour')
  ORDER BY r.id`;

interface WatchedRow {
  readonly id: string;
  readonly environment_id: string;
  readonly rule_id: string;
  readonly flag: string;
  readonly entry: number;
  readonly guards: readonly Guard[];
}

/** Tells SDKs, through the overlay, which rules want telemetry. */
export class WatchBoard {
  readonly #told = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly overlays: OverlayBoard,
  ) {}

  /** Reads which rollouts want telemetry and tells the overlays that differ. */
  async refresh(): Promise<void> {
    const watched = new Map<string, WatchedRule[]>();
    for (const row of await this.database.read<WatchedRow>(WATCHED)) {
      if (!row.guards.some(({ source }) => source.kind === 'telemetry')) continue;
      const rules = watched.get(row.environment_id) ?? [];
      watched.set(row.environment_id, [...rules, watchedRule(row)]);
    }
    for (const environmentId of new Set([...watched.keys(), ...this.#told.keys()])) {
      const rules = watched.get(environmentId) ?? [];
      const text = JSON.stringify(rules);
      if (this.#told.get(environmentId) === text) continue;
      this.overlays.setWatched(environmentId, rules);
      if (rules.length === 0) this.#told.delete(environmentId);
      else this.#told.set(environmentId, text);
    }
  }
}

function watchedRule({ id, rule_id, flag, entry, guards }: WatchedRow): WatchedRule {
  const slowerThanMs = guards
    .filter(({ source, metric }) => source.kind === 'telemetry' && metric !== 'errorRatePercent')
    .map(({ threshold }) => threshold);
  return { flag, ruleId: rule_id, rolloutId: id, step: entry, slowerThanMs };
}
