import type { Delivery, DeliveryDetail } from '@sluice/protocol';
import type { WebhookEvent } from './domain/webhook-event.js';

/** A row of `webhook_deliveries`. */
export interface DeliveryRow {
  readonly id: string;
  readonly webhook_id: string;
  readonly sequence: number;
  readonly event_id: string;
  readonly kind: string;
  readonly event: WebhookEvent;
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  /** Tries since it was queued, or asked for again. */
  readonly tries: number;
  readonly next_attempt_at: Date;
  readonly last_error: string | null;
  readonly created_at: Date;
  readonly settled_at: Date | null;
}

/** A row of `webhook_attempts`. */
export interface AttemptRow {
  readonly number: number;
  readonly at: Date;
  readonly status: number | null;
  readonly duration_ms: number | null;
  readonly error: string | null;
}

/** The columns of a {@link DeliveryRow}, of the table under the alias `d`. */
export const DELIVERY_COLUMNS = `d.id, d.webhook_id, d.sequence, d.event_id, d.kind, d.event, d.state,
  d.attempts, d.tries, d.next_attempt_at, d.last_error, d.created_at, d.settled_at`;

/** The row as answered. */
export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    sequence: row.sequence,
    eventId: row.event_id,
    type: row.kind,
    title: row.event.title,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'pending' ? row.next_attempt_at.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    lastError: row.last_error,
  };
}

/** The row with its log, as answered. */
export function deliveryDetailOf(row: DeliveryRow, log: readonly AttemptRow[]): DeliveryDetail {
  return {
    ...deliveryOf(row),
    event: row.event as unknown as DeliveryDetail['event'],
    log: log.map(({ number, at, status, duration_ms, error }) => ({
      number,
      at: at.toISOString(),
      status,
      durationMs: duration_ms,
      error,
    })),
  };
}
