/**
 * Runs one SQL statement and returns its rows. `bigint` columns arrive as numbers, `jsonb` parsed,
 * `timestamptz` as Date. Statement texts must be constants: each is prepared once per connection.
 */
export interface SqlClient {
  query<T = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<T[]>;
}

/** Statements within one transaction. */
export interface TransactionClient extends SqlClient {
  /**
   * Sends a statement whose rows nobody needs, without waiting for its answer: what follows travels
   * with it. If it fails, so does the transaction.
   */
  send(text: string, params?: readonly unknown[]): void;
}
