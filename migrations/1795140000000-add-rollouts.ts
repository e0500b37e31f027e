import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // position and settings are the machine's own; evidence is what its guards remember.
  `CREATE TABLE rollouts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    flag_id uuid NOT NULL REFERENCES flags (id) ON DELETE CASCADE,
    rule_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('scheduled', 'running', 'paused', 'completed', 'rolled_back', 'aborted')),
    position jsonb NOT NULL,
    settings jsonb NOT NULL,
    evidence jsonb NOT NULL,
    health jsonb,
    sequence integer NOT NULL DEFAULT 0,
    next_check_at timestamptz NOT NULL,
    next_probe_at timestamptz NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
  )`,
  `CREATE UNIQUE INDEX rollouts_active ON rollouts (environment_id, flag_id, rule_id)
    WHERE state IN ('scheduled', 'running', 'paused')`,
  `CREATE INDEX rollouts_due ON rollouts (next_check_at) WHERE state IN ('scheduled', 'running')`,
  `CREATE INDEX rollouts_environment ON rollouts (environment_id, created_at DESC, id)`,
  `CREATE INDEX rollouts_flag ON rollouts (flag_id)`,

  `CREATE TABLE rollout_transitions (
    rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    sequence integer NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    event text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    from_percentage double precision NOT NULL,
    percentage double precision NOT NULL,
    step integer NOT NULL,
    records jsonb NOT NULL,
    evidence jsonb NOT NULL,
    PRIMARY KEY (rollout_id, sequence)
  )`,
  `CREATE TABLE rollout_checks (
    rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    at timestamptz NOT NULL,
    entry integer NOT NULL,
    health jsonb NOT NULL,
    readings jsonb NOT NULL,
    PRIMARY KEY (rollout_id, at)
  )`,

  // Telemetry: both arms of one instance in one stretch of time, keyed by arrival.
  `CREATE TABLE rollout_cells (
    rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    entry integer NOT NULL,
    at timestamptz NOT NULL,
    instance text NOT NULL,
    warm_up boolean NOT NULL,
    treatment jsonb NOT NULL,
    control jsonb NOT NULL,
    PRIMARY KEY (rollout_id, entry, instance, at)
  )`,
  `CREATE INDEX rollout_cells_at ON rollout_cells (rollout_id, entry, at)`,
  `CREATE TABLE rollout_samples (
    rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    entry integer NOT NULL,
    treatment_ids bigint[] NOT NULL DEFAULT '{}',
    control_ids bigint[] NOT NULL DEFAULT '{}',
    treatment_latency jsonb NOT NULL DEFAULT '{}',
    control_latency jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (rollout_id, entry)
  )`,
  `CREATE TABLE rollout_batches (
    id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX rollout_batches_age ON rollout_batches (received_at)`,

  `CREATE TABLE rollout_readings (
    rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    guard text NOT NULL,
    at timestamptz NOT NULL,
    value double precision NOT NULL,
    samples bigint,
    detail text NOT NULL DEFAULT '',
    PRIMARY KEY (rollout_id, guard, at)
  )`,
];

/** Guarded rollouts: where they stand, what happened to them, and what their guards were told. */
export class AddRollouts1795140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE rollout_readings, rollout_batches, rollout_samples, rollout_cells, rollout_checks, rollout_transitions, rollouts',
    );
  }
}
