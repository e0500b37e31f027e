import pg from 'pg';
import { AppError } from '../../platform/errors/app-error.js';
import type { PoolTarget } from '../../platform/database/create-pool.js';
import { translateDatabaseError } from '../../platform/database/database-error.js';
import { endClient } from '../../platform/database/end-client.js';

const QUERY_TIMEOUT_MS = 10_000;

/** What becomes of the connection; each is told at most once per connection. */
export interface ConnectionEvents {
  readonly notification: (channel: string, payload: string) => void;
  readonly lost: (error: Error) => void;
}

export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/**
 * The session connection of delivery: LISTENs, reads the change log and looks up keys, so that
 * propagation never waits for a pool that writers have filled. Statements run one after another.
 */
export class DeliveryConnection {
  #client: pg.Client | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly target: PoolTarget) {}

  get connected(): boolean {
    return this.#client !== null;
  }

  /** Connects and listens to `channels`; rejects where the database cannot be reached. */
  async open(channels: readonly string[], events: ConnectionEvents): Promise<void> {
    const client = new pg.Client({
      ...this.target,
      application_name: 'sluice-delivery',
      connectionTimeoutMillis: 5_000,
      query_timeout: QUERY_TIMEOUT_MS,
      statement_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    const lost = this.#onceLost(client, events.lost);
    client.on('error', lost);
    client.on('end', () => lost(new Error('the database closed the connection')));
    client.on('notification', ({ channel, payload = '' }) => events.notification(channel, payload));
    try {
      await client.connect();
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join(';'));
    } catch (error) {
      client.removeAllListeners('end');
      await endClient(client);
      throw error;
    }
    this.#client = client;
  }

  /** Rows of one statement; AppError DATABASE_UNAVAILABLE where there is no connection or it breaks. */
  async query<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    return this.#run(async (client) => (await client.query(text, [...params])).rows as T[]);
  }

  /** Rows of several statements that see one picture of the database. */
  async consistent(statements: readonly Statement[]): Promise<Record<string, unknown>[][]> {
    return this.#run(async (client) => {
      const results: Record<string, unknown>[][] = [];
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      try {
        for (const { text, params } of statements) {
          results.push((await client.query<Record<string, unknown>>(text, [...params])).rows);
        }
      } finally {
        await client.query('COMMIT');
      }
      return results;
    });
  }

  /** One piece of work at a time: nothing comes between the statements of a transaction. */
  async #run<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const result = this.#tail.then(() => this.#runNow(work));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #runNow<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (client === null) throw new AppError('DATABASE_UNAVAILABLE');
    try {
      return await work(client);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.#drop(client);
      throw translateDatabaseError(error);
    }
  }

  /** Ends the connection; nothing is told to `lost`. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    client?.removeAllListeners('end');
    if (client !== null) await endClient(client);
  }

  #onceLost(client: pg.Client, tell: (error: Error) => void): (error: Error) => void {
    let told = false;
    return (error) => {
      if (told || this.#client !== client) return;
      told = true;
      this.#client = null;
      tell(error);
    };
  }

  /** A connection whose query timed out may still answer it later: it is of no more use. */
  #drop(client: pg.Client): void {
    if (this.#client === client) client.emit('error', new Error('a statement of delivery failed'));
    void endClient(client);
  }
}
