import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { WebhookEvent } from './domain/webhook-event.js';

// Numbers run without gaps per webhook: the row of the webhook is locked until the write commits,
// which costs nothing, because all writes of a project wait for its audit head anyway.
const ENQUEUE = `WITH told AS (
    SELECT w.id AS webhook_id, e.id AS event_id, e.kind, e.event,
      row_number() OVER (PARTITION BY w.id ORDER BY e.number) AS number
    FROM webhooks w
    JOIN unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[])
      WITH ORDINALITY AS e (id, kind, environment, event, number)
      ON (w.events = '{*}' OR e.kind = ANY (w.events))
      AND (w.environments IS NULL OR e.environment IS NULL OR e.environment = ANY (w.environments))
    WHERE w.project_id = $1 AND w.enabled
  ), numbered AS (
    UPDATE webhooks w SET last_sequence = w.last_sequence + t.count
    FROM (SELECT webhook_id, count(*) AS count FROM told GROUP BY webhook_id) t
    WHERE w.id = t.webhook_id
    RETURNING w.id, w.last_sequence - t.count AS base
  )
  INSERT INTO webhook_deliveries (webhook_id, sequence, event_id, kind, event, next_attempt_at, created_at)
  SELECT t.webhook_id, n.base + t.number, t.event_id, t.kind, t.event, $6, $6
  FROM told t JOIN numbered n ON n.id = t.webhook_id`;

/** Events of one project and when they happened. */
export interface Batch {
  readonly projectId: string;
  readonly events: readonly WebhookEvent[];
  readonly at: Date;
}

/** Sends the statement that queues events for every enabled webhook that wants them. */
export function enqueue(sql: TransactionClient, { projectId, events, at }: Batch): void {
  sql.send(ENQUEUE, [
    projectId,
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ environment }) => environment),
    events.map((event) => JSON.stringify(event)),
    at,
  ]);
}
