import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Database } from '../../platform/database/database.js';
import type { Logger } from '../../platform/logging/index.js';

const EVERY_MS = 10 * 60_000;
const BATCH = 5_000;
const LOCK = 4_471_911;

const PRUNE = `DELETE FROM change_log WHERE ctid = ANY (ARRAY(
    SELECT l.ctid FROM change_log l JOIN environments e ON e.id = l.environment_id
    WHERE l.committed_at < now() - make_interval(hours => $1)
      OR l.revision <= e.revision - $2 OR l.epoch <> e.epoch
    LIMIT ${BATCH}))
  RETURNING 1 AS pruned`;

/** How much of the change log is kept: rows younger than `hours`, and at most `maxRows` per environment. */
export interface ChangeLogLimits {
  readonly changeLogHours: number;
  readonly changeLogMaxRows: number;
}

/** Keeps the change log short, one replica at a time; an SDK or replica that was away for longer reads everything anew. */
export class ChangeLogPruner implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly limits: ChangeLogLimits,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#run(), EVERY_MS);
    this.#timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Rows removed; 0 where another replica is at it. */
  async prune(): Promise<number> {
    let total = 0;
    for (;;) {
      const pruned = await this.#pruneBatch();
      total += pruned;
      if (pruned < BATCH) return total;
    }
  }

  async #pruneBatch(): Promise<number> {
    const { changeLogHours, changeLogMaxRows } = this.limits;
    return this.database.transaction(async (sql) => {
      const [lock] = await sql.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1) AS taken',
        [LOCK],
      );
      if (lock?.taken !== true) return 0;
      return (await sql.query(PRUNE, [changeLogHours, changeLogMaxRows])).length;
    });
  }

  async #run(): Promise<void> {
    try {
      await this.prune();
    } catch (error) {
      this.logger.debug({ err: error }, 'the change log could not be pruned; trying again later');
    }
  }
}
