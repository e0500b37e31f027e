import type { Json } from '@sluice/evaluator';
import { Injectable } from '@nestjs/common';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { AppError } from '../../platform/errors/app-error.js';
import { actorLabel, type Actor } from '../auth/index.js';
import type { ClaimOutcome, IdempotencyClaim, IdempotencyStore } from '../commands/index.js';

const KEPT = `interval '24 hours'`;
// Waits for a concurrent transaction that holds the same key, and takes over what is too old.
const CLAIM = `INSERT INTO idempotency_keys AS known (actor, route, key, body_hash, status)
  VALUES ($1, $2, $3, $4, 0)
  ON CONFLICT (actor, route, key) DO UPDATE
    SET body_hash = excluded.body_hash, status = 0, response = NULL, secret_id = NULL, created_at = now()
    WHERE known.created_at < now() - ${KEPT}
  RETURNING 1 AS claimed`;
const FIND = `SELECT body_hash, response, secret_id FROM idempotency_keys
  WHERE actor = $1 AND route = $2 AND key = $3`;
const COMPLETE = `UPDATE idempotency_keys SET status = 1, response = $4, secret_id = $5
  WHERE actor = $1 AND route = $2 AND key = $3`;

interface Row {
  readonly body_hash: string;
  readonly response: Json;
  readonly secret_id: string | null;
}

/** Outcomes of POSTs in `idempotency_keys`, written by the transaction of the write itself. */
@Injectable()
export class SqlIdempotencyStore implements IdempotencyStore {
  async claim(sql: SqlClient, actor: Actor, claim: IdempotencyClaim): Promise<ClaimOutcome> {
    const name = [actorLabel(actor), claim.route, claim.key];
    const claimed = await sql.query(CLAIM, [...name, claim.bodyHash]);
    if (claimed.length > 0) return { replay: false };
    const [row] = await sql.query<Row>(FIND, name);
    if (!row) throw new AppError('WRITE_CONTENTION');
    if (row.body_hash !== claim.bodyHash) {
      throw new AppError('IDEMPOTENCY_KEY_REUSED', { key: claim.key });
    }
    if (row.secret_id !== null) {
      throw new AppError('IDEMPOTENCY_REPLAY_OF_SECRET', { id: row.secret_id });
    }
    return { replay: true, outcome: row.response };
  }

  async complete(
    sql: SqlClient,
    owner: { readonly actor: Actor; readonly claim: IdempotencyClaim },
    outcome: Json,
    secretId: string | null,
  ): Promise<void> {
    const { actor, claim } = owner;
    const stored = secretId === null ? JSON.stringify(outcome) : null;
    await sql.query(COMPLETE, [actorLabel(actor), claim.route, claim.key, stored, secretId]);
  }
}
