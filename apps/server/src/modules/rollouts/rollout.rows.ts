import type { GuardMemory } from './domain/guards/guard-memory.js';
import type { Health } from './domain/machine/facts.js';
import type { Rollout, RolloutState } from './domain/machine/rollout.js';
import type { FullSettings } from './domain/settings-from.js';
import type { StoredRollout } from './stored-rollout.js';

/** A row of `rollouts`. */
export interface RolloutRow {
  readonly id: string;
  readonly environment_id: string;
  readonly flag_id: string;
  readonly rule_id: string;
  readonly state: RolloutState;
  readonly position: Omit<Rollout, 'settings' | 'state'>;
  readonly settings: FullSettings;
  readonly evidence: GuardMemory;
  readonly health: Health | null;
  readonly sequence: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

/** The columns of a {@link RolloutRow}, of the table under the alias `r`. */
export const ROLLOUT_COLUMNS = `r.id, r.environment_id, r.flag_id, r.rule_id, r.state, r.position,
  r.settings, r.evidence, r.health, r.sequence, r.created_by, r.created_at, r.ended_at`;

/** The rollout in a row. */
export function rolloutOfRow(row: RolloutRow): StoredRollout {
  return {
    id: row.id,
    environmentId: row.environment_id,
    flagId: row.flag_id,
    ruleId: row.rule_id,
    settings: row.settings,
    rollout: { ...row.position, settings: row.settings, state: row.state },
    memory: row.evidence,
    health: row.health,
    sequence: row.sequence,
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

/** What the column `position` holds of a rollout. */
export function positionOf(rollout: Rollout): RolloutRow['position'] {
  const { settings: _settings, state: _state, ...position } = rollout;
  return position;
}
