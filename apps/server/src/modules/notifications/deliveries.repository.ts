import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { DELIVERY_COLUMNS, type AttemptRow, type DeliveryRow } from './delivery.row.js';
import type { WebhookEvent } from './domain/webhook-event.js';

const PAGE = `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d
  WHERE d.webhook_id = $1 AND ($2::text IS NULL OR d.state = $2)
    AND ($3::bigint IS NULL OR d.sequence < $3)
  ORDER BY d.sequence DESC LIMIT $4`;
const FIND = `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d WHERE d.webhook_id = $1 AND d.id = $2`;
const LOG = `SELECT number, at, status, duration_ms, error FROM webhook_attempts
  WHERE delivery_id = $1 ORDER BY number`;
const AGAIN = `UPDATE webhook_deliveries d SET state = 'pending', tries = 0, next_attempt_at = $2,
    settled_at = NULL
  WHERE d.id = $1 RETURNING ${DELIVERY_COLUMNS}`;
const LET_GO = 'UPDATE webhooks SET hold_until = NULL WHERE id = $1';
const ADD = `WITH numbered AS (
    UPDATE webhooks SET last_sequence = last_sequence + 1, hold_until = NULL WHERE id = $1
    RETURNING last_sequence
  )
  INSERT INTO webhook_deliveries AS d (webhook_id, sequence, event_id, kind, event, next_attempt_at, created_at)
  SELECT $1, last_sequence, $2, $3, $4, $5, $5 FROM numbered RETURNING ${DELIVERY_COLUMNS}`;

/** Which deliveries a list shows; `null` does not restrict. */
export interface DeliveryFilter {
  readonly webhookId: string;
  readonly state: string | null;
  readonly before: number | null;
  readonly limit: number;
}

/** Rows of `webhook_deliveries` as people read and repeat them. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  page({ webhookId, state, before, limit }: DeliveryFilter): Promise<DeliveryRow[]> {
    return this.database.read<DeliveryRow>(PAGE, [webhookId, state, before, limit]);
  }

  async find(sql: SqlClient, webhookId: string, id: string): Promise<DeliveryRow | null> {
    return (await sql.query<DeliveryRow>(FIND, [webhookId, id]))[0] ?? null;
  }

  /** Every attempt, oldest first. */
  log(id: string): Promise<AttemptRow[]> {
    return this.database.read<AttemptRow>(LOG, [id]);
  }

  /** The delivery, due at once and with all its tries before it again. */
  async again(sql: SqlClient, { id, webhook_id }: DeliveryRow, at: Date): Promise<DeliveryRow> {
    const [row] = await sql.query<DeliveryRow>(AGAIN, [id, at]);
    await sql.query(LET_GO, [webhook_id]);
    if (row === undefined) throw new Error('a delivery vanished under its lock');
    return row;
  }

  /** A delivery of an event for this webhook alone, whatever it listens to. */
  async add(sql: SqlClient, webhookId: string, event: WebhookEvent): Promise<DeliveryRow> {
    const at = new Date(event.timestamp);
    const params = [webhookId, event.id, event.type, JSON.stringify(event), at];
    const [row] = await sql.query<DeliveryRow>(ADD, params);
    if (row === undefined) throw new Error('a webhook vanished under its lock');
    return row;
  }
}
