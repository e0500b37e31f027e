import type { WriteUnit } from '../../commands/index.js';
import {
  pushedMetrics,
  pushedReading,
  type PushedHealth,
} from '../domain/guards/pushed-reading.js';
import type { StoredRollout } from '../stored-rollout.js';
import type { FlagPlace, PushedHealthRepository } from '../telemetry/pushed-health.repository.js';
import type { TelemetryRepository } from '../telemetry/telemetry.repository.js';

/** Takes in what was pushed: for the flag, so that a later start knows of it, and for rollouts under way. */
export class HealthTaker {
  constructor(
    private readonly telemetry: TelemetryRepository,
    private readonly pushed: PushedHealthRepository,
  ) {}

  /** Remembers for the flag what was pushed, and when. */
  remember(unit: WriteUnit, place: FlagPlace, health: PushedHealth): Promise<void> {
    return this.pushed.remember(unit.sql, place, pushedMetrics(health), unit.now);
  }

  /** Ids of the guards that took a reading; they judge it at the next check. */
  async give(unit: WriteUnit, rollout: StoredRollout, health: PushedHealth): Promise<string[]> {
    const guards: string[] = [];
    for (const guard of rollout.settings.guards) {
      const reading = pushedReading(guard, health, unit.now.getTime());
      if (reading === null) continue;
      await this.telemetry.addReading(unit.sql, rollout.id, { guard: guard.id, ...reading });
      guards.push(guard.id);
    }
    return guards;
  }
}
