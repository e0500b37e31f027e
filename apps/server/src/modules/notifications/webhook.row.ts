import type { Webhook } from '@sluice/protocol';

/** A row of `webhooks`, with how many deliveries wait. */
export interface WebhookRow {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly format: 'sluice' | 'slack';
  readonly url: Buffer;
  readonly url_hint: string;
  readonly secret: Buffer;
  readonly old_secret: Buffer | null;
  readonly old_secret_until: Date | null;
  readonly events: string[];
  readonly environments: string[] | null;
  readonly enabled: boolean;
  readonly disabled_reason: string | null;
  readonly failing_since: Date | null;
  readonly failures: number;
  readonly last_sequence: number;
  readonly version: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly waiting: number;
}

/** The columns of a {@link WebhookRow}, of the table under the alias `w`. */
export const WEBHOOK_COLUMNS = `w.id, w.project_id, w.name, w.format, w.url, w.url_hint, w.secret,
  w.old_secret, w.old_secret_until, w.events, w.environments, w.enabled, w.disabled_reason,
  w.failing_since, w.failures, w.last_sequence, w.version, w.created_by, w.created_at, w.updated_at,
  (SELECT count(*) FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending') AS waiting`;

/** The row as answered. */
export function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    format: row.format,
    urlHint: row.url_hint,
    events: row.events,
    environments: row.environments,
    enabled: row.enabled,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since?.toISOString() ?? null,
    waiting: row.waiting,
    sequence: row.last_sequence,
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What the audit log keeps of a webhook: what people decide, nothing that moves by itself. */
export function auditedWebhook(row: WebhookRow) {
  const { id, name, format, urlHint, events, environments, enabled, version } = webhookOf(row);
  return { id, name, format, urlHint, events, environments, enabled, version };
}
