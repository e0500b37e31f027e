import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What client keys report of guarded rollouts, apart from what server keys do. */
export class AddClientTelemetry1795155000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rollout_client_cells (
      rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      entry integer NOT NULL,
      at timestamptz NOT NULL,
      replica text NOT NULL,
      warm_up boolean NOT NULL,
      treatment jsonb NOT NULL,
      control jsonb NOT NULL,
      PRIMARY KEY (rollout_id, entry, at, replica)
    )`);
    await runner.query(`CREATE TABLE rollout_client_totals (
      rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      entry integer NOT NULL,
      at timestamptz NOT NULL,
      reports bigint NOT NULL,
      treatment jsonb NOT NULL,
      control jsonb NOT NULL,
      treatment_latency jsonb NOT NULL,
      control_latency jsonb NOT NULL,
      PRIMARY KEY (rollout_id, entry)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rollout_client_totals');
    await runner.query('DROP TABLE rollout_client_cells');
  }
}
