import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // url and secret are encrypted under a key that is kept outside the database.
  `CREATE TABLE webhooks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name text NOT NULL,
    format text NOT NULL CHECK (format IN ('sluice', 'slack')),
    url bytea NOT NULL,
    url_hint text NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea,
    old_secret_until timestamptz,
    events text[] NOT NULL,
    environments text[],
    enabled boolean NOT NULL,
    disabled_reason text,
    failing_since timestamptz,
    failures integer NOT NULL DEFAULT 0,
    hold_until timestamptz,
    claim uuid,
    claimed_until timestamptz,
    last_sequence bigint NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX webhooks_project ON webhooks (project_id, name, id)`,
  `CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id uuid NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    sequence bigint NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    event jsonb NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    tries integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    UNIQUE (webhook_id, sequence)
  )`,
  `CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_at)
    WHERE state = 'pending'`,
  `CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at)`,
  `CREATE TABLE webhook_attempts (
    delivery_id uuid NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    status integer,
    duration_ms integer,
    error text,
    PRIMARY KEY (delivery_id, number)
  )`,
];

/** Outgoing webhooks, the queue of what is to be sent to them, and the log of what was tried. */
export class AddWebhooks1795150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_attempts, webhook_deliveries, webhooks');
  }
}
