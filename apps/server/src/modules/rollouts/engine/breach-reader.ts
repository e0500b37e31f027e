import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { askGuards } from '../handlers/ask-guards.js';
import { RolloutsRepository } from '../rollouts.repository.js';
import { TelemetryRepository } from '../telemetry/telemetry.repository.js';

/** Tells, without a lock, whether the next check of a rollout would find a breach. */
@Injectable()
export class BreachReader {
  constructor(
    private readonly database: Database,
    private readonly rollouts: RolloutsRepository,
    private readonly telemetry: TelemetryRepository,
  ) {}

  /** False also where it does not run, or cannot be read. */
  async isBreached(id: string): Promise<boolean> {
    const { rollouts, telemetry } = this;
    return this.database.transaction(
      async (sql) => {
        const seen = await rollouts.peek(sql, id);
        if (seen === null || seen.stored.unreadable !== undefined) return false;
        const { stored } = await askGuards(
          { sql, telemetry, now: seen.now.getTime() },
          seen.stored,
        );
        return stored.health?.kind === 'breach';
      },
      { repeatableRead: true },
    );
  }
}
