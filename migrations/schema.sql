-- What the migrations make of an empty database. Written by scripts/dump-schema.mjs; the tests
-- compare it with a fresh database, so that no change of the schema goes unseen in review.

CREATE TABLE audit_events (
  chain text NOT NULL,
  seq bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  resource text NOT NULL,
  project_id uuid,
  environment_id uuid,
  request_id text NOT NULL,
  event text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT audit_events_pkey PRIMARY KEY (chain, seq)
);

CREATE TABLE audit_heads (
  chain text NOT NULL,
  seq bigint DEFAULT 0 NOT NULL,
  hash text DEFAULT ''::text NOT NULL,
  CONSTRAINT audit_heads_pkey PRIMARY KEY (chain)
);

CREATE TABLE change_log (
  environment_id uuid NOT NULL,
  epoch uuid NOT NULL,
  revision bigint NOT NULL,
  server_changes text NOT NULL,
  client_changes text NOT NULL,
  digest_server bigint NOT NULL,
  digest_client bigint NOT NULL,
  committed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT change_log_pkey PRIMARY KEY (environment_id, epoch, revision)
);

CREATE TABLE environments (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  project_id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  color text DEFAULT '#868e96'::text NOT NULL,
  protected boolean DEFAULT false NOT NULL,
  "position" integer DEFAULT 0 NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  epoch uuid DEFAULT gen_random_uuid() NOT NULL,
  revision bigint DEFAULT 0 NOT NULL,
  digest_server bigint DEFAULT 0 NOT NULL,
  digest_client bigint DEFAULT 0 NOT NULL,
  shutdown boolean DEFAULT false NOT NULL,
  shutdown_reason text,
  shutdown_by text,
  shutdown_at timestamp with time zone,
  list_secret bytea NOT NULL,
  archived_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT environments_pkey PRIMARY KEY (id),
  CONSTRAINT environments_project_id_key_key UNIQUE (project_id, key)
);

CREATE TABLE evaluation_counts (
  environment_id uuid NOT NULL,
  flag_id uuid NOT NULL,
  variant text NOT NULL,
  reason text NOT NULL,
  hour timestamp with time zone NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT evaluation_counts_pkey PRIMARY KEY (environment_id, flag_id, variant, reason, hour)
);

CREATE TABLE event_batches (
  id uuid NOT NULL,
  received_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT event_batches_pkey PRIMARY KEY (id)
);

CREATE TABLE flag_configs (
  flag_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  enabled boolean DEFAULT false NOT NULL,
  off_variant text,
  targets jsonb DEFAULT '[]'::jsonb NOT NULL,
  rules jsonb DEFAULT '[]'::jsonb NOT NULL,
  fallthrough jsonb NOT NULL,
  warnings text[] DEFAULT '{}'::text[] NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT flag_configs_pkey PRIMARY KEY (flag_id, environment_id)
);

CREATE TABLE flag_history (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  flag_id uuid NOT NULL,
  environment_id uuid,
  version integer NOT NULL,
  state jsonb NOT NULL,
  actor text NOT NULL,
  comment text DEFAULT ''::text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT flag_history_pkey PRIMARY KEY (id),
  CONSTRAINT flag_history_flag_id_environment_id_version_key UNIQUE NULLS NOT DISTINCT (flag_id, environment_id, version)
);

CREATE TABLE flags (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  project_id uuid NOT NULL,
  key text NOT NULL,
  type text NOT NULL,
  variants json NOT NULL,
  name text DEFAULT ''::text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  owner text DEFAULT ''::text NOT NULL,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  risk text DEFAULT 'low'::text NOT NULL,
  temporary boolean DEFAULT true NOT NULL,
  metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
  prerequisites jsonb DEFAULT '[]'::jsonb NOT NULL,
  on_shutdown text DEFAULT 'off'::text NOT NULL,
  client_visible boolean DEFAULT false NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  archived_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT flags_pkey PRIMARY KEY (id),
  CONSTRAINT flags_project_id_key_key UNIQUE (project_id, key),
  CONSTRAINT flags_on_shutdown_check CHECK ((on_shutdown = ANY (ARRAY['off'::text, 'keep'::text]))),
  CONSTRAINT flags_risk_check CHECK ((risk = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  CONSTRAINT flags_type_check CHECK ((type = ANY (ARRAY['boolean'::text, 'string'::text, 'number'::text, 'json'::text])))
);

CREATE TABLE idempotency_keys (
  actor text NOT NULL,
  route text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  status integer NOT NULL,
  response jsonb,
  secret_id uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor, route, key)
);

CREATE TABLE last_evaluations (
  environment_id uuid NOT NULL,
  flag_id uuid NOT NULL,
  variant text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT last_evaluations_pkey PRIMARY KEY (environment_id, flag_id, variant)
);

CREATE TABLE projects (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  archived_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT projects_pkey PRIMARY KEY (id),
  CONSTRAINT projects_key_key UNIQUE (key)
);

CREATE TABLE pushed_health (
  environment_id uuid NOT NULL,
  flag_id uuid NOT NULL,
  metric text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT pushed_health_pkey PRIMARY KEY (environment_id, flag_id, metric)
);

CREATE TABLE replicas (
  id uuid NOT NULL,
  host text NOT NULL,
  version text NOT NULL,
  "overlay" jsonb NOT NULL,
  holds_shutdown boolean DEFAULT false NOT NULL,
  revisions jsonb DEFAULT '{}'::jsonb NOT NULL,
  started_at timestamp with time zone DEFAULT now() NOT NULL,
  beat_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT replicas_pkey PRIMARY KEY (id)
);

CREATE TABLE rollout_batches (
  id uuid NOT NULL,
  received_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT rollout_batches_pkey PRIMARY KEY (id)
);

CREATE TABLE rollout_cells (
  rollout_id uuid NOT NULL,
  entry integer NOT NULL,
  at timestamp with time zone NOT NULL,
  instance text NOT NULL,
  warm_up boolean NOT NULL,
  treatment jsonb NOT NULL,
  control jsonb NOT NULL,
  CONSTRAINT rollout_cells_pkey PRIMARY KEY (rollout_id, entry, instance, at)
);

CREATE TABLE rollout_checks (
  rollout_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  entry integer NOT NULL,
  health jsonb NOT NULL,
  readings jsonb NOT NULL,
  CONSTRAINT rollout_checks_pkey PRIMARY KEY (rollout_id, at)
);

CREATE TABLE rollout_client_cells (
  rollout_id uuid NOT NULL,
  entry integer NOT NULL,
  at timestamp with time zone NOT NULL,
  replica text NOT NULL,
  warm_up boolean NOT NULL,
  treatment jsonb NOT NULL,
  control jsonb NOT NULL,
  CONSTRAINT rollout_client_cells_pkey PRIMARY KEY (rollout_id, entry, at, replica)
);

CREATE TABLE rollout_client_totals (
  rollout_id uuid NOT NULL,
  entry integer NOT NULL,
  at timestamp with time zone NOT NULL,
  reports bigint NOT NULL,
  treatment jsonb NOT NULL,
  control jsonb NOT NULL,
  treatment_latency jsonb NOT NULL,
  control_latency jsonb NOT NULL,
  CONSTRAINT rollout_client_totals_pkey PRIMARY KEY (rollout_id, entry)
);

CREATE TABLE rollout_readings (
  rollout_id uuid NOT NULL,
  guard text NOT NULL,
  at timestamp with time zone NOT NULL,
  value double precision NOT NULL,
  samples bigint,
  detail text DEFAULT ''::text NOT NULL,
  CONSTRAINT rollout_readings_pkey PRIMARY KEY (rollout_id, guard, at)
);

CREATE TABLE rollout_samples (
  rollout_id uuid NOT NULL,
  entry integer NOT NULL,
  treatment_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
  control_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
  treatment_latency jsonb DEFAULT '{}'::jsonb NOT NULL,
  control_latency jsonb DEFAULT '{}'::jsonb NOT NULL,
  treatment_values jsonb DEFAULT '{"sum": 0, "count": 0}'::jsonb NOT NULL,
  control_values jsonb DEFAULT '{"sum": 0, "count": 0}'::jsonb NOT NULL,
  CONSTRAINT rollout_samples_pkey PRIMARY KEY (rollout_id, entry)
);

CREATE TABLE rollout_silences (
  rollout_id uuid NOT NULL,
  guard text NOT NULL,
  at timestamp with time zone NOT NULL,
  detail text NOT NULL,
  CONSTRAINT rollout_silences_pkey PRIMARY KEY (rollout_id, guard)
);

CREATE TABLE rollout_templates (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  project_id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  plan jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT rollout_templates_pkey PRIMARY KEY (id),
  CONSTRAINT rollout_templates_project_id_key_key UNIQUE (project_id, key)
);

CREATE TABLE rollout_transitions (
  rollout_id uuid NOT NULL,
  sequence integer NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  event text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  from_percentage double precision NOT NULL,
  percentage double precision NOT NULL,
  step integer NOT NULL,
  records jsonb NOT NULL,
  evidence jsonb NOT NULL,
  CONSTRAINT rollout_transitions_pkey PRIMARY KEY (rollout_id, sequence)
);

CREATE TABLE rollouts (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  environment_id uuid NOT NULL,
  flag_id uuid NOT NULL,
  rule_id text NOT NULL,
  state text NOT NULL,
  "position" jsonb NOT NULL,
  settings jsonb NOT NULL,
  evidence jsonb NOT NULL,
  health jsonb,
  sequence integer DEFAULT 0 NOT NULL,
  next_check_at timestamp with time zone NOT NULL,
  next_probe_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT rollouts_pkey PRIMARY KEY (id),
  CONSTRAINT rollouts_state_check CHECK ((state = ANY (ARRAY['scheduled'::text, 'running'::text, 'paused'::text, 'completed'::text, 'rolled_back'::text, 'aborted'::text])))
);

CREATE TABLE sdk_instances (
  id text NOT NULL,
  environment_id uuid NOT NULL,
  key_id uuid NOT NULL,
  kind text NOT NULL,
  sdk text NOT NULL,
  replica_id uuid,
  connected boolean NOT NULL,
  revision bigint,
  local jsonb DEFAULT '{"shutdown": false, "overrides": []}'::jsonb NOT NULL,
  first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT sdk_instances_pkey PRIMARY KEY (environment_id, id)
);

CREATE TABLE sdk_keys (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  environment_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash bytea NOT NULL,
  hint text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  replaced_by uuid,
  last_used_at timestamp with time zone,
  rate_limit integer,
  CONSTRAINT sdk_keys_pkey PRIMARY KEY (id),
  CONSTRAINT sdk_keys_hash_key UNIQUE (hash),
  CONSTRAINT sdk_keys_kind_check CHECK ((kind = ANY (ARRAY['server'::text, 'client'::text]))),
  CONSTRAINT sdk_keys_rate_limit_check CHECK ((rate_limit > 0))
);

CREATE TABLE segments (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  environment_id uuid NOT NULL,
  key text NOT NULL,
  name text DEFAULT ''::text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  by_attribute text,
  included jsonb DEFAULT '[]'::jsonb NOT NULL,
  excluded jsonb DEFAULT '[]'::jsonb NOT NULL,
  rules jsonb DEFAULT '[]'::jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT segments_pkey PRIMARY KEY (id),
  CONSTRAINT segments_environment_id_key_key UNIQUE (environment_id, key)
);

CREATE TABLE token_grants (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  token_id uuid NOT NULL,
  role text NOT NULL,
  project_id uuid,
  environment_id uuid,
  CONSTRAINT token_grants_pkey PRIMARY KEY (id),
  CONSTRAINT token_grants_token_id_role_project_id_environment_id_key UNIQUE NULLS NOT DISTINCT (token_id, role, project_id, environment_id),
  CONSTRAINT token_grants_check CHECK (((environment_id IS NULL) OR (project_id IS NOT NULL))),
  CONSTRAINT token_grants_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'operator'::text, 'admin'::text])))
);

CREATE TABLE tokens (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash bytea NOT NULL,
  hint text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  CONSTRAINT tokens_pkey PRIMARY KEY (id),
  CONSTRAINT tokens_hash_key UNIQUE (hash),
  CONSTRAINT tokens_kind_check CHECK ((kind = ANY (ARRAY['personal'::text, 'service'::text])))
);

CREATE TABLE unknown_flags (
  environment_id uuid NOT NULL,
  key text NOT NULL,
  count bigint NOT NULL,
  first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT unknown_flags_pkey PRIMARY KEY (environment_id, key)
);

CREATE TABLE webhook_attempts (
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamp with time zone NOT NULL,
  status integer,
  duration_ms integer,
  error text,
  CONSTRAINT webhook_attempts_pkey PRIMARY KEY (delivery_id, number)
);

CREATE TABLE webhook_deliveries (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  webhook_id uuid NOT NULL,
  sequence bigint NOT NULL,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  event jsonb NOT NULL,
  state text DEFAULT 'pending'::text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  tries integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone NOT NULL,
  last_error text,
  created_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_deliveries_webhook_id_sequence_key UNIQUE (webhook_id, sequence),
  CONSTRAINT webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);

CREATE TABLE webhooks (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  format text NOT NULL,
  url bytea NOT NULL,
  url_hint text NOT NULL,
  secret bytea NOT NULL,
  old_secret bytea,
  old_secret_until timestamp with time zone,
  events text[] NOT NULL,
  environments text[],
  enabled boolean NOT NULL,
  disabled_reason text,
  failing_since timestamp with time zone,
  failures integer DEFAULT 0 NOT NULL,
  hold_until timestamp with time zone,
  claim uuid,
  claimed_until timestamp with time zone,
  last_sequence bigint DEFAULT 0 NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT webhooks_pkey PRIMARY KEY (id),
  CONSTRAINT webhooks_format_check CHECK ((format = ANY (ARRAY['sluice'::text, 'slack'::text])))
);

CREATE TABLE wire_items (
  environment_id uuid NOT NULL,
  view text NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  version bigint NOT NULL,
  body text NOT NULL,
  CONSTRAINT wire_items_pkey PRIMARY KEY (environment_id, view, kind, key),
  CONSTRAINT wire_items_kind_check CHECK ((kind = ANY (ARRAY['flag'::text, 'segment'::text]))),
  CONSTRAINT wire_items_view_check CHECK ((view = ANY (ARRAY['server'::text, 'client'::text])))
);

ALTER TABLE change_log ADD CONSTRAINT change_log_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE environments ADD CONSTRAINT environments_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id);

ALTER TABLE evaluation_counts ADD CONSTRAINT evaluation_counts_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE evaluation_counts ADD CONSTRAINT evaluation_counts_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE flag_configs ADD CONSTRAINT flag_configs_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE flag_configs ADD CONSTRAINT flag_configs_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE flag_history ADD CONSTRAINT flag_history_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE flag_history ADD CONSTRAINT flag_history_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE flags ADD CONSTRAINT flags_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id);

ALTER TABLE last_evaluations ADD CONSTRAINT last_evaluations_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE last_evaluations ADD CONSTRAINT last_evaluations_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE pushed_health ADD CONSTRAINT pushed_health_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE pushed_health ADD CONSTRAINT pushed_health_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE rollout_cells ADD CONSTRAINT rollout_cells_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_checks ADD CONSTRAINT rollout_checks_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_client_cells ADD CONSTRAINT rollout_client_cells_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_client_totals ADD CONSTRAINT rollout_client_totals_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_readings ADD CONSTRAINT rollout_readings_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_samples ADD CONSTRAINT rollout_samples_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_silences ADD CONSTRAINT rollout_silences_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollout_templates ADD CONSTRAINT rollout_templates_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE rollout_transitions ADD CONSTRAINT rollout_transitions_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES rollouts(id) ON DELETE CASCADE;

ALTER TABLE rollouts ADD CONSTRAINT rollouts_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE rollouts ADD CONSTRAINT rollouts_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id) ON DELETE CASCADE;

ALTER TABLE sdk_instances ADD CONSTRAINT sdk_instances_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE sdk_instances ADD CONSTRAINT sdk_instances_key_id_fkey FOREIGN KEY (key_id) REFERENCES sdk_keys(id) ON DELETE CASCADE;

ALTER TABLE sdk_keys ADD CONSTRAINT sdk_keys_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE sdk_keys ADD CONSTRAINT sdk_keys_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES sdk_keys(id);

ALTER TABLE segments ADD CONSTRAINT segments_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE token_grants ADD CONSTRAINT token_grants_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE token_grants ADD CONSTRAINT token_grants_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE token_grants ADD CONSTRAINT token_grants_token_id_fkey FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE;

ALTER TABLE unknown_flags ADD CONSTRAINT unknown_flags_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

ALTER TABLE webhook_attempts ADD CONSTRAINT webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE;

ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE;

ALTER TABLE webhooks ADD CONSTRAINT webhooks_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE wire_items ADD CONSTRAINT wire_items_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE;

CREATE INDEX audit_events_actor ON public.audit_events USING btree (actor, at DESC);

CREATE INDEX audit_events_at ON public.audit_events USING btree (at DESC, chain, seq DESC);

CREATE INDEX audit_events_resource ON public.audit_events USING btree (resource, at DESC);

CREATE INDEX change_log_age ON public.change_log USING btree (committed_at);

CREATE INDEX event_batches_age ON public.event_batches USING btree (received_at);

CREATE INDEX flag_configs_environment ON public.flag_configs USING btree (environment_id);

CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);

CREATE INDEX pushed_health_flag ON public.pushed_health USING btree (flag_id);

CREATE INDEX rollout_batches_age ON public.rollout_batches USING btree (received_at);

CREATE INDEX rollout_cells_at ON public.rollout_cells USING btree (rollout_id, entry, at);

CREATE UNIQUE INDEX rollouts_active ON public.rollouts USING btree (environment_id, flag_id, rule_id) WHERE (state = ANY (ARRAY['scheduled'::text, 'running'::text, 'paused'::text]));

CREATE INDEX rollouts_due ON public.rollouts USING btree (next_check_at) WHERE (state = ANY (ARRAY['scheduled'::text, 'running'::text]));

CREATE INDEX rollouts_environment ON public.rollouts USING btree (environment_id, created_at DESC, id);

CREATE INDEX rollouts_flag ON public.rollouts USING btree (flag_id);

CREATE INDEX sdk_instances_seen ON public.sdk_instances USING btree (last_seen_at);

CREATE INDEX sdk_keys_environment ON public.sdk_keys USING btree (environment_id);

CREATE INDEX webhook_deliveries_age ON public.webhook_deliveries USING btree (created_at);

CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (webhook_id, next_attempt_at) WHERE (state = 'pending'::text);

CREATE INDEX webhooks_project ON public.webhooks USING btree (project_id, name, id);

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN
      RAISE EXCEPTION 'audit_events is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END
  $function$;

CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
