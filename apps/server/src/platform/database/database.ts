import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import {
  isAborted,
  isLockTimeout,
  isTransient,
  TransactionAborted,
  translateDatabaseError,
} from './database-error.js';
import { clearTheWay, URGENT_NAME } from './emergency.js';
import { PgSqlClient } from './pg-sql-client.js';
import { PgTransactionClient } from './pg-transaction-client.js';
import type { TransactionClient } from './sql-client.js';
import type { TransactionProbe } from './transaction-probe.js';

const MAX_ATTEMPTS = 4;
const CLOSE_MS = 2_000;

/** How a transaction ends and isolates. */
export interface TransactionOptions {
  /** Undo everything at the end, for dry runs. */
  readonly rollback?: boolean;
  /** One consistent picture for several reads. */
  readonly repeatableRead?: boolean;
  /** An emergency: ends writes that hold its locks for over a second, and tries again where it still has to wait too long. */
  readonly insist?: boolean;
}

const ignore = (): void => undefined;

/**
 * The one door to PostgreSQL. Failures of the connection become `DATABASE_UNAVAILABLE`, waiting too
 * long for a lock `WRITE_CONTENTION`; deadlocks and serialization failures are retried three times.
 */
export class Database {
  constructor(
    private readonly pool: Pool,
    private readonly probe: TransactionProbe | null = null,
  ) {}

  /** Rows of one statement outside any transaction. */
  async read<T = Record<string, unknown>>(
    text: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> {
    return this.withClient((client) => new PgSqlClient(client).query<T>(text, params));
  }

  /** Runs `work` in one transaction and returns its result once that is committed. */
  async transaction<T>(
    work: (sql: TransactionClient) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.withClient((client) => this.attempt(client, work, options));
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        const again = isTransient(cause) || (options.insist === true && isLockTimeout(cause));
        if (attempt >= MAX_ATTEMPTS || !again) throw error;
      }
    }
  }

  /** Connections in the pool: all, idle, and callers waiting for one. */
  get pressure(): { readonly total: number; readonly idle: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  /** Closes every connection once it is given back; those that a database which does not answer holds up are left after 2 s. */
  async close(): Promise<void> {
    const patience = new AbortController();
    const over = delay(CLOSE_MS, undefined, patience).catch(ignore);
    await Promise.race([this.pool.end(), over]);
    patience.abort();
  }

  private async attempt<T>(
    client: PoolClient,
    work: (sql: TransactionClient) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    const sql = new PgTransactionClient(client, this.probe);
    // Not awaited: it travels with the first statement; if it fails, so does that.
    const begun = client.query(
      options.repeatableRead ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN',
    );
    begun.catch(ignore);
    const done = options.insist === true ? this.insist(client) : ignore;
    try {
      const result = await work(sql);
      if (options.rollback) await Promise.all([begun, sql.settle(), client.query('ROLLBACK')]);
      else await Promise.all([begun, sql.settle(), this.commit(client)]);
      return result;
    } catch (error) {
      const [sent] = await Promise.allSettled([sql.settle(), client.query('ROLLBACK')]);
      // What followed a failed statement only says that one before it failed.
      throw sent.status === 'rejected' && isAborted(error) ? sent.reason : error;
    } finally {
      done();
    }
  }

  /** Marks the transaction as an emergency and clears its way until what it returns is called. */
  private insist(client: PoolClient): () => void {
    client.query(`SET LOCAL application_name = '${URGENT_NAME}'`).catch(ignore);
    const { processID } = client as PoolClient & { readonly processID: number | null };
    return processID === null ? ignore : clearTheWay(this.pool, processID);
  }

  private async commit(client: PoolClient): Promise<void> {
    this.probe?.reached('COMMIT');
    const { command } = await client.query('COMMIT');
    // A statement sent before it had failed; what that was is for `settle` to say.
    if (command === 'ROLLBACK') throw new TransactionAborted();
    this.probe?.reached('committed');
  }

  private async withClient<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    try {
      const client = await this.pool.connect();
      client.on('error', onError);
      try {
        return await use(client);
      } finally {
        client.off('error', onError);
        client.release(broken);
      }
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
