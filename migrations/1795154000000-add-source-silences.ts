import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a source of a guard last said nothing usable. */
export class AddSourceSilences1795154000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rollout_silences (
      rollout_id uuid NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      guard text NOT NULL,
      at timestamptz NOT NULL,
      detail text NOT NULL,
      PRIMARY KEY (rollout_id, guard)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rollout_silences');
  }
}
