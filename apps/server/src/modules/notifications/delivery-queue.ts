import { randomUUID } from 'node:crypto';
import type { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { DELIVERY_COLUMNS, type DeliveryRow } from './delivery.row.js';
import { holdMs, retryAfterMs } from './domain/retry.js';
import { WEBHOOK_COLUMNS, type WebhookRow } from './webhook.row.js';

// A webhook is claimed, not a delivery: so each receiver has one request at a time, in order, and a
// slow one costs nobody else. A claim whose replica was lost ends by itself.
const CLAIM = `UPDATE webhooks SET claim = $1, claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
  WHERE id IN (SELECT w.id FROM webhooks w
    WHERE w.enabled AND (w.claimed_until IS NULL OR w.claimed_until < clock_timestamp())
      AND (w.hold_until IS NULL OR w.hold_until <= clock_timestamp())
      AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id
        AND d.state = 'pending' AND d.next_attempt_at <= clock_timestamp())
    ORDER BY w.claimed_until NULLS FIRST LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING id`;

// A statement of its own, after the lock: what another replica has just recorded is seen.
const TAKE = `UPDATE webhook_deliveries SET attempts = attempts + 1, tries = tries + 1
  WHERE id IN (SELECT DISTINCT ON (d.webhook_id) d.id FROM webhook_deliveries d
    WHERE d.webhook_id = ANY ($1::uuid[]) AND d.state = 'pending' AND d.next_attempt_at <= clock_timestamp()
    ORDER BY d.webhook_id, d.sequence)
  RETURNING id`;
const LOG = `INSERT INTO webhook_attempts (delivery_id, number, at)
  SELECT id, attempts, clock_timestamp() FROM webhook_deliveries WHERE id = ANY ($1::uuid[])`;
const TAKEN = `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d WHERE d.id = ANY ($1::uuid[])`;
const HOOKS = `SELECT ${WEBHOOK_COLUMNS} FROM webhooks w WHERE w.id = ANY ($1::uuid[])`;
const RELEASE =
  'UPDATE webhooks SET claim = NULL, claimed_until = NULL WHERE claim = $1 AND id = ANY ($2::uuid[])';

const RECORD_ATTEMPT = `UPDATE webhook_attempts SET status = $3, duration_ms = $4, error = $5
  WHERE delivery_id = $1 AND number = $2`;
const SETTLE = `UPDATE webhook_deliveries SET state = $2, last_error = $3,
    next_attempt_at = CASE WHEN $4::double precision IS NULL THEN next_attempt_at
      ELSE clock_timestamp() + $4 * interval '1 millisecond' END,
    settled_at = CASE WHEN $2 = 'pending' THEN NULL ELSE clock_timestamp() END
  WHERE id = $1 AND state = 'pending'`;
const RECEIVER = `UPDATE webhooks SET
    failures = CASE WHEN $2 THEN 0 ELSE failures + 1 END,
    failing_since = CASE WHEN $2 THEN NULL ELSE coalesce(failing_since, clock_timestamp()) END,
    hold_until = CASE WHEN $3 > 0 THEN clock_timestamp() + $3 * interval '1 millisecond' END,
    claim = CASE WHEN claim = $4 THEN NULL ELSE claim END,
    claimed_until = CASE WHEN claim = $4 THEN NULL ELSE claimed_until END
  WHERE id = $1
  RETURNING clock_timestamp() - failing_since > $5 * interval '1 day' AS given_up`;

const DEPTH = `SELECT count(*)::integer AS waiting,
    coalesce(extract(epoch FROM clock_timestamp() - min(next_attempt_at)), 0)::double precision AS late
  FROM webhook_deliveries WHERE state = 'pending'`;
const PRUNE = `DELETE FROM webhook_deliveries WHERE created_at < now() - interval '30 days'
  AND (state <> 'pending' OR webhook_id IN (SELECT id FROM webhooks WHERE NOT enabled))`;

/** A delivery whose turn it is, with its receiver. */
export interface ClaimedDelivery {
  /** Whose claim it is. */
  readonly claim: string;
  readonly webhook: WebhookRow;
  readonly delivery: DeliveryRow;
}

/** What came of an attempt; `error` is null for success. */
export interface AttemptOutcome {
  readonly status: number | null;
  readonly durationMs: number;
  readonly error: string | null;
}

/** How much waits in all, and for how long the first of it has been due, in seconds. */
export interface QueueDepth {
  readonly waiting: number;
  readonly late: number;
}

/** The queue in PostgreSQL that all replicas work off together. */
export class DeliveryQueue {
  constructor(
    private readonly database: Database,
    private readonly leaseMs: number,
    /** In [0, 1), for jitter. */
    private readonly chance: () => number,
  ) {}

  /** Claims at most `most` receivers that something is due for, and the first delivery of each. */
  claim(most: number): Promise<ClaimedDelivery[]> {
    const claim = randomUUID();
    return this.database.transaction(async (sql) => {
      const claimed = await sql.query<{ id: string }>(CLAIM, [claim, this.leaseMs, most]);
      if (claimed.length === 0) return [];
      const ids = claimed.map(({ id }) => id);
      const taken = await sql.query<{ id: string }>(TAKE, [ids]);
      const deliveries = await this.#logged(
        sql,
        taken.map(({ id }) => id),
      );
      const idle = ids.filter((id) => !deliveries.some((row) => row.webhook_id === id));
      if (idle.length > 0) await sql.query(RELEASE, [claim, idle]);
      const hooks = await sql.query<WebhookRow>(HOOKS, [ids]);
      return deliveries.flatMap((delivery) => {
        const webhook = hooks.find(({ id }) => id === delivery.webhook_id);
        return webhook === undefined ? [] : [{ claim, webhook, delivery }];
      });
    });
  }

  /** Writes an attempt down and frees its receiver; true where that has failed for so many days that it is to be given up. */
  record(
    { claim, webhook, delivery }: ClaimedDelivery,
    { status, durationMs, error }: AttemptOutcome,
    givenUpAfterDays: number,
  ): Promise<boolean> {
    const done = error === null;
    const retry = done ? null : retryAfterMs(delivery.tries, this.chance());
    const state = done ? 'delivered' : retry === null ? 'failed' : 'pending';
    const hold = done ? 0 : holdMs(webhook.failures + 1);
    return this.database.transaction(async (sql) => {
      const attempt = [delivery.id, delivery.attempts, status, durationMs, error];
      await sql.query(RECORD_ATTEMPT, attempt);
      await sql.query(SETTLE, [delivery.id, state, error, retry]);
      const [row] = await sql.query<{ given_up: boolean | null }>(RECEIVER, [
        webhook.id,
        done,
        hold,
        claim,
        givenUpAfterDays,
      ]);
      return row?.given_up === true;
    });
  }

  async depth(): Promise<QueueDepth> {
    const [row] = await this.database.read<QueueDepth>(DEPTH);
    return { waiting: row?.waiting ?? 0, late: Math.max(0, row?.late ?? 0) };
  }

  /** Forgets deliveries after 30 days, with their log. */
  async prune(): Promise<void> {
    await this.database.read(PRUNE);
  }

  async #logged(sql: SqlClient, ids: readonly string[]): Promise<DeliveryRow[]> {
    if (ids.length === 0) return [];
    await sql.query(LOG, [ids]);
    return sql.query<DeliveryRow>(TAKEN, [ids]);
  }
}
