import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ERROR_CODES } from '@sluice/protocol';
import type { Database } from '../../../platform/database/database.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logging/index.js';
import type { Actor } from '../../auth/index.js';
import type { Command, CommandExecutor } from '../../commands/index.js';
import { isDue } from '../is-due.js';
import type { SourceProber } from '../sources/source-prober.js';
import type { BreachReader } from './breach-reader.js';
import type { WatchBoard } from './watch-board.js';

/** How often due checks are looked for. */
const POLL_MS = 250;
const MOST_PER_POLL = 50;
/** Environments whose rollouts are checked at the same time. */
const AT_ONCE = 3;
/** For so long this replica leaves alone a rollout that it could not check. */
const TROUBLED_MS = 10_000;
/** A round that takes longer is left to itself: whatever it waits for, rollouts must be watched. */
const STUCK_MS = 30_000;
/** So many failures in a row, and it is paused: nobody watches it. */
const PAUSED_AFTER = 3;

const DUE = `SELECT r.id, e.key AS environment, p.key AS project
  FROM rollouts r JOIN environments e ON e.id = r.environment_id JOIN projects p ON p.id = e.project_id
  WHERE r.state IN ('scheduled', 'running') AND ${isDue('clock_timestamp()')}
    AND r.id <> ALL ($1::uuid[])
  ORDER BY r.next_check_at LIMIT ${MOST_PER_POLL}`;

const ENGINE: Actor = {
  kind: 'system',
  id: 'rollouts',
  name: 'rollout engine',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};

/** A rollout whose check is due, as it is addressed. */
interface DueRollout {
  readonly id: string;
  readonly environment: string;
  readonly project: string;
}

/** When a rollout is tried again, ms of `performance.now`, and how often it failed in a row by itself. */
interface Trouble {
  readonly until: number;
  readonly times: number;
}

/** What the engine works with. */
export interface EngineParts {
  readonly database: Pick<Database, 'read'>;
  readonly executor: Pick<CommandExecutor, 'execute'>;
  readonly prober: Pick<SourceProber, 'probe'>;
  readonly watches: Pick<WatchBoard, 'refresh'>;
  readonly breaches: Pick<BreachReader, 'isBreached'>;
  readonly logger: Pick<Logger, 'warn' | 'debug'>;
}

/**
 * Runs the checks that are due. Every replica has one: candidates are read without locks, and the
 * command that checks one finds out under the locks whether it was first; a replica that dies takes
 * nothing with it, because whatever it had not committed is still due.
 */
export class RolloutEngine implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #begunAt = -Infinity;
  #failing = false;
  /** Rollouts that could not be checked, by id. */
  readonly #troubled = new Map<string, Trouble>();

  constructor(private readonly parts: EngineParts) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.wake(), POLL_MS);
    this.#timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
  }

  /** Checks what is due now; one round at a time, unless it is stuck. */
  wake(): Promise<void> {
    if (this.#running !== null && performance.now() - this.#begunAt > STUCK_MS) {
      this.parts.logger.warn({}, `a round of checks has not ended for ${STUCK_MS / 1_000} s`);
      this.#running = null;
    }
    if (this.#running !== null) return this.#running;
    this.#begunAt = performance.now();
    const round = this.#round().finally(() => {
      if (this.#running === round) this.#running = null;
    });
    this.#running = round;
    return round;
  }

  async #round(): Promise<void> {
    const { watches, prober, logger } = this.parts;
    try {
      prober.probe().catch((error: unknown) => {
        logger.debug({ err: error }, 'sources of rollouts were not asked');
      });
      const ended = await Promise.allSettled([watches.refresh(), this.#checkDue()]);
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) logger.warn({ err: error }, 'rollouts are not checked; trying again');
      this.#failing = true;
    }
  }

  /** An environment whose lock somebody holds for long delays its own rollouts, not those of others. */
  async #checkDue(): Promise<void> {
    const now = performance.now();
    const left = [...this.#troubled].filter(([, { until }]) => until > now).map(([id]) => id);
    const due = await this.parts.database.read<DueRollout>(DUE, [left]);
    const byEnvironment = new Map<string, DueRollout[]>();
    for (const one of due) {
      const place = `${one.project}/${one.environment}`;
      byEnvironment.set(place, [...(byEnvironment.get(place) ?? []), one]);
    }
    const waiting = [...byEnvironment.values()];
    const work = async (): Promise<void> => {
      for (let group = waiting.shift(); group !== undefined; group = waiting.shift())
        for (const one of group) await this.#check(one);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async #check(due: DueRollout): Promise<void> {
    try {
      await this.#tellCheck(due);
      this.#troubled.delete(due.id);
    } catch (error) {
      await this.#leave(due, error);
    }
  }

  /** Behind a long write a check waits for the next round, unless it would take something back. */
  async #tellCheck(due: DueRollout): Promise<void> {
    try {
      await this.#tell(due, { kind: 'rollout.check', payload: {} });
    } catch (error) {
      const contended = error instanceof AppError && error.code === 'WRITE_CONTENTION';
      if (!contended || !(await this.parts.breaches.isBreached(due.id))) throw error;
      await this.#tell(due, { kind: 'rollout.check-urgent', payload: {} });
    }
  }

  /** One rollout that cannot be checked must neither keep the others from it, nor fill the log, nor stay up unwatched. */
  async #leave(due: DueRollout, error: unknown): Promise<void> {
    const { logger } = this.parts;
    const { id } = due;
    const before = this.#troubled.get(id);
    if (before === undefined)
      logger.warn({ err: error, rollout: id }, 'a rollout could not be checked; trying again');
    const known = error instanceof AppError;
    const passing = known && ERROR_CODES[error.code].retryable;
    const times = (before?.times ?? 0) + (passing ? 0 : 1);
    this.#troubled.set(id, { until: performance.now() + (passing ? 0 : TROUBLED_MS), times });
    if (passing || times % PAUSED_AFTER !== 0) return;
    const why = known ? error.message : 'the server failed, see its log';
    const comment = `It could not be checked ${times} times in a row: ${why}`;
    const pause = { kind: 'rollout.pause', payload: { unchecked: true }, comment };
    await this.#tell(due, pause).catch((refused: unknown) => {
      logger.debug(
        { err: refused, rollout: id },
        'a rollout that cannot be checked was not paused',
      );
    });
  }

  async #tell(
    { id, environment, project }: DueRollout,
    command: Pick<Command, 'kind' | 'payload' | 'comment'>,
  ): Promise<void> {
    const target = { project, environment, id };
    const context = { actor: ENGINE, requestId: `rollout:${id}` };
    await this.parts.executor.execute({ ...command, target, baseVersion: null }, context);
  }
}
