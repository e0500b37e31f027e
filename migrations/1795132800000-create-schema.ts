import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One statement per table, in the order in which they refer to each other. */
const TABLES = [
  `CREATE TABLE projects (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    key text NOT NULL UNIQUE,
    name text NOT NULL,
    description text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,

  `CREATE TABLE environments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id uuid NOT NULL REFERENCES projects (id),
    key text NOT NULL,
    name text NOT NULL,
    color text NOT NULL DEFAULT '#868e96',
    protected boolean NOT NULL DEFAULT false,
    position integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    epoch uuid NOT NULL DEFAULT gen_random_uuid(),
    revision bigint NOT NULL DEFAULT 0,
    digest_server bigint NOT NULL DEFAULT 0,
    digest_client bigint NOT NULL DEFAULT 0,
    shutdown boolean NOT NULL DEFAULT false,
    shutdown_reason text,
    shutdown_by text,
    shutdown_at timestamptz,
    list_secret bytea NOT NULL,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project_id, key)
  )`,

  `CREATE TABLE flags (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id uuid NOT NULL REFERENCES projects (id),
    key text NOT NULL,
    type text NOT NULL CHECK (type IN ('boolean', 'string', 'number', 'json')),
    variants json NOT NULL,
    name text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    owner text NOT NULL DEFAULT '',
    tags text[] NOT NULL DEFAULT '{}',
    risk text NOT NULL DEFAULT 'low' CHECK (risk IN ('low', 'medium', 'high')),
    temporary boolean NOT NULL DEFAULT true,
    metadata jsonb NOT NULL DEFAULT '{}',
    prerequisites jsonb NOT NULL DEFAULT '[]',
    on_shutdown text NOT NULL DEFAULT 'off' CHECK (on_shutdown IN ('off', 'keep')),
    client_visible boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project_id, key)
  )`,

  `CREATE TABLE flag_configs (
    flag_id uuid NOT NULL REFERENCES flags (id) ON DELETE CASCADE,
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    enabled boolean NOT NULL DEFAULT false,
    off_variant text,
    targets jsonb NOT NULL DEFAULT '[]',
    rules jsonb NOT NULL DEFAULT '[]',
    fallthrough jsonb NOT NULL,
    warnings text[] NOT NULL DEFAULT '{}',
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (flag_id, environment_id)
  )`,
  `CREATE INDEX flag_configs_environment ON flag_configs (environment_id)`,

  `CREATE TABLE segments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    key text NOT NULL,
    name text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    by_attribute text,
    included jsonb NOT NULL DEFAULT '[]',
    excluded jsonb NOT NULL DEFAULT '[]',
    rules jsonb NOT NULL DEFAULT '[]',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (environment_id, key)
  )`,

  // The two views of an environment as they travel: what a replica loads, and what a write compares with.
  `CREATE TABLE wire_items (
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    view text NOT NULL CHECK (view IN ('server', 'client')),
    kind text NOT NULL CHECK (kind IN ('flag', 'segment')),
    key text NOT NULL,
    version bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (environment_id, view, kind, key)
  )`,

  // The change log is the outbox: one row per revision.
  `CREATE TABLE change_log (
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    epoch uuid NOT NULL,
    revision bigint NOT NULL,
    server_changes text NOT NULL,
    client_changes text NOT NULL,
    digest_server bigint NOT NULL,
    digest_client bigint NOT NULL,
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (environment_id, epoch, revision)
  )`,
  `CREATE INDEX change_log_age ON change_log (committed_at)`,

  // Every version of what can be reverted: flag level (environment_id null) and per environment.
  `CREATE TABLE flag_history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    flag_id uuid NOT NULL REFERENCES flags (id) ON DELETE CASCADE,
    environment_id uuid REFERENCES environments (id) ON DELETE CASCADE,
    version integer NOT NULL,
    state jsonb NOT NULL,
    actor text NOT NULL,
    comment text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (flag_id, environment_id, version)
  )`,

  `CREATE TABLE sdk_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('server', 'client')),
    name text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    hint text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    replaced_by uuid REFERENCES sdk_keys (id),
    last_used_at timestamptz
  )`,
  `CREATE INDEX sdk_keys_environment ON sdk_keys (environment_id)`,

  `CREATE TABLE tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('personal', 'service')),
    name text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    hint text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
  )`,
  `CREATE TABLE token_grants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_id uuid NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('viewer', 'editor', 'operator', 'admin')),
    project_id uuid REFERENCES projects (id) ON DELETE CASCADE,
    environment_id uuid REFERENCES environments (id) ON DELETE CASCADE,
    CHECK (environment_id IS NULL OR project_id IS NOT NULL),
    UNIQUE NULLS NOT DISTINCT (token_id, role, project_id, environment_id)
  )`,

  // chain: a project id, or 'global'. event is the canonical JSON whose HMAC is chained.
  `CREATE TABLE audit_heads (
    chain text PRIMARY KEY,
    seq bigint NOT NULL DEFAULT 0,
    hash text NOT NULL DEFAULT ''
  )`,
  `CREATE TABLE audit_events (
    chain text NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    resource text NOT NULL,
    project_id uuid,
    environment_id uuid,
    request_id text NOT NULL,
    event text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (chain, seq)
  )`,
  `CREATE INDEX audit_events_at ON audit_events (at DESC, chain, seq DESC)`,
  `CREATE INDEX audit_events_resource ON audit_events (resource, at DESC)`,
  `CREATE INDEX audit_events_actor ON audit_events (actor, at DESC)`,

  `CREATE TABLE idempotency_keys (
    actor text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    status integer NOT NULL,
    response jsonb,
    secret_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, route, key)
  )`,
  `CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at)`,

  // Server replicas: heartbeat, overlay, and whether their environment holds the shutdown.
  `CREATE TABLE replicas (
    id uuid PRIMARY KEY,
    host text NOT NULL,
    version text NOT NULL,
    overlay jsonb NOT NULL,
    holds_shutdown boolean NOT NULL DEFAULT false,
    revisions jsonb NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT now(),
    beat_at timestamptz NOT NULL DEFAULT now()
  )`,

  `CREATE TABLE sdk_instances (
    id text NOT NULL,
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    key_id uuid NOT NULL REFERENCES sdk_keys (id) ON DELETE CASCADE,
    kind text NOT NULL,
    sdk text NOT NULL,
    replica_id uuid,
    connected boolean NOT NULL,
    revision bigint,
    local jsonb NOT NULL DEFAULT '{"shutdown": false, "overrides": []}',
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, id)
  )`,
  `CREATE INDEX sdk_instances_seen ON sdk_instances (last_seen_at)`,

  `CREATE TABLE event_batches (
    id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX event_batches_age ON event_batches (received_at)`,
  `CREATE TABLE evaluation_counts (
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    flag_id uuid NOT NULL REFERENCES flags (id) ON DELETE CASCADE,
    variant text NOT NULL,
    reason text NOT NULL,
    hour timestamptz NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (environment_id, flag_id, variant, reason, hour)
  )`,
  `CREATE TABLE last_evaluations (
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    flag_id uuid NOT NULL REFERENCES flags (id) ON DELETE CASCADE,
    variant text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (environment_id, flag_id, variant)
  )`,
  `CREATE TABLE unknown_flags (
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    key text NOT NULL,
    count bigint NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, key)
  )`,
];

const APPEND_ONLY = [
  `CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit_events is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END
  $$`,
  `CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
  `CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
];

/** Names of all tables above, children first. */
const DROP_ORDER =
  'unknown_flags, last_evaluations, evaluation_counts, event_batches, sdk_instances, replicas, idempotency_keys, audit_events, audit_heads, token_grants, tokens, sdk_keys, flag_history, change_log, wire_items, segments, flag_configs, flags, environments, projects';

/** The first schema: projects to usage counts, with the audit log append-only by trigger. */
export class CreateSchema1795132800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...APPEND_ONLY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${DROP_ORDER}`);
    await runner.query('DROP FUNCTION refuse_audit_change()');
  }
}
