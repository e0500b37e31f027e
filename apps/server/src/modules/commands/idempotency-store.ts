import type { Json } from '@sluice/evaluator';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { Actor } from '../auth/index.js';
import type { IdempotencyClaim } from './command.js';

/** What a claim found: nothing yet, or the stored result of the first request. */
export type ClaimOutcome =
  { readonly replay: false } | { readonly replay: true; readonly outcome: Json };

/** Remembers the outcomes of POSTs for 24 h, in the transaction of the write itself (api.md). */
export abstract class IdempotencyStore {
  /**
   * Claims the key for this transaction; a concurrent holder of the same key is waited for. Throws
   * `IDEMPOTENCY_KEY_REUSED` for another body and `IDEMPOTENCY_REPLAY_OF_SECRET` where the first
   * request created a secret.
   */
  abstract claim(sql: SqlClient, actor: Actor, claim: IdempotencyClaim): Promise<ClaimOutcome>;

  /** Stores the outcome of a claimed key; with `secretId`, only that id. */
  abstract complete(
    sql: SqlClient,
    owner: { readonly actor: Actor; readonly claim: IdempotencyClaim },
    outcome: Json,
    secretId: string | null,
  ): Promise<void>;
}
