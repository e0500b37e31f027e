import { wholeMemory } from './domain/guards/whole-memory.js';
import { hasShapeOf } from './domain/has-shape-of.js';
import type { Health } from './domain/machine/facts.js';
import { scheduledRollout, type Rollout, type RolloutState } from './domain/machine/rollout.js';
import { storedSettings } from './stored-settings.js';
import type { StoredRollout } from './stored-rollout.js';

/** A row of `rollouts`, of which another version, or a hand, may have written what JSON is in it. */
export interface RolloutRow {
  readonly id: string;
  readonly environment_id: string;
  readonly flag_id: string;
  readonly rule_id: string;
  readonly flag_key: string;
  readonly state: RolloutState;
  readonly position: unknown;
  readonly settings: unknown;
  readonly evidence: unknown;
  readonly health: unknown;
  readonly sequence: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

/** The columns of a {@link RolloutRow}, of the table under the alias `r`. */
export const ROLLOUT_COLUMNS = `r.id, r.environment_id, r.flag_id, r.rule_id, r.state, r.position,
  r.settings, r.evidence, r.health, r.sequence, r.created_by, r.created_at, r.ended_at,
  (SELECT key FROM flags WHERE id = r.flag_id) AS flag_key`;

/** The rollout in a row; always one, with `unreadable` set where it rests on what could not be read. */
export function rolloutOfRow(row: RolloutRow): StoredRollout {
  const { settings, broken } = storedSettings(row.settings, row.flag_key);
  const { settings: _settings, state: _state, ...start } = scheduledRollout(settings);
  const isPlaced = hasShapeOf(row.position, start);
  const position = isPlaced ? (row.position as typeof start) : start;
  const rollout: Rollout = { ...position, settings, state: row.state };
  const unread = [...broken.map((name) => `settings.${name}`), ...(isPlaced ? [] : ['position'])];
  const facts = { guards: settings.guards, entry: rollout.entry, now: row.created_at.getTime() };
  return {
    id: row.id,
    environmentId: row.environment_id,
    flagId: row.flag_id,
    ruleId: row.rule_id,
    settings,
    rollout,
    memory: wholeMemory(row.evidence, facts),
    health: hasShapeOf(row.health, { kind: '' }) ? (row.health as Health) : null,
    sequence: row.sequence,
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    ...(unread.length > 0 && { unreadable: unread.join(', ') }),
  };
}

/** What the column `position` holds of a rollout. */
export function positionOf(rollout: Rollout): Omit<Rollout, 'settings' | 'state'> {
  const { settings: _settings, state: _state, ...position } = rollout;
  return position;
}
