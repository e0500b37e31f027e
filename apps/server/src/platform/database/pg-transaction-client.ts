import type { PoolClient } from 'pg';
import { PgSqlClient } from './pg-sql-client.js';
import type { TransactionClient } from './sql-client.js';
import type { TransactionProbe } from './transaction-probe.js';

const ignore = (): void => undefined;

/** The statements of one transaction on one connection, each told to the probe before it is sent. */
export class PgTransactionClient implements TransactionClient {
  private readonly client: PgSqlClient;
  private readonly sent: Promise<unknown>[] = [];

  constructor(
    client: PoolClient,
    private readonly probe: TransactionProbe | null,
  ) {
    this.client = new PgSqlClient(client);
  }

  query<T>(text: string, params?: readonly unknown[]): Promise<T[]> {
    this.probe?.reached(text);
    return this.client.query<T>(text, params);
  }

  send(text: string, params?: readonly unknown[]): void {
    const answer = this.query(text, params);
    answer.catch(ignore);
    this.sent.push(answer);
  }

  /** Waits for everything sent, then fails with the first failure among it. */
  async settle(): Promise<void> {
    const settled = await Promise.allSettled(this.sent);
    for (const each of settled) if (each.status === 'rejected') throw each.reason;
  }
}
