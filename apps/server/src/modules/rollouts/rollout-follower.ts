import type { SqlClient } from '../../platform/database/sql-client.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  CommandExecutor,
  type ServedChange,
  type WriteFollower,
  type WriteUnit,
} from '../commands/index.js';
import { RolloutAudienceRepository } from './rollout-audience.repository.js';
import { RolloutLocks } from './rollout-locks.js';
import { RolloutsRepository } from './rollouts.repository.js';
import type { StoredRollout } from './stored-rollout.js';

/**
 * Restarts hold and evidence of rollouts whose arms a write reaches from outside of their flag: through
 * segments that are named, and parents at any height (rollouts.md, "Lock"). What is written of the flag
 * itself is judged before, by {@link RolloutLocks}.
 */
@Injectable()
export class RolloutFollower implements WriteFollower, OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly rollouts: RolloutsRepository,
    private readonly audiences: RolloutAudienceRepository,
    private readonly locks: RolloutLocks,
  ) {}

  onModuleInit(): void {
    this.executor.follow(this);
  }

  isAwake(sql: SqlClient): Promise<boolean> {
    return this.rollouts.hasBegun(sql);
  }

  async follow(unit: WriteUnit, changes: readonly ServedChange[]): Promise<void> {
    const byEnvironment = new Map(changes.map((change) => [change.environment.id, change]));
    const begun = await this.rollouts.begunIn(unit.sql, [...byEnvironment.keys()]);
    for (const stored of begun) {
      const change = byEnvironment.get(stored.environmentId);
      if (change !== undefined && (await this.#reaches(unit, change, stored)))
        await this.locks.armsEdited(unit, stored);
    }
  }

  async #reaches(
    unit: WriteUnit,
    { environment, flags, segments }: ServedChange,
    { settings }: StoredRollout,
  ): Promise<boolean> {
    const own = settings.flag;
    if (segments.size === 0 && [...flags].every((key) => key === own)) return false;
    const place = { projectId: environment.projectId, environmentId: environment.id };
    const audience = await this.audiences.of(unit.sql, place, own);
    return (
      [...flags].some((key) => audience.parents.has(key)) ||
      [...segments].some((key) => audience.segments.has(key))
    );
  }
}
