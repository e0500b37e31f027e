import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums of the values that programs track beside errors and latencies, by arm. */
export class AddObservedValues1795152000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rollout_samples
      ADD COLUMN treatment_values jsonb DEFAULT '{"count": 0, "sum": 0}'::jsonb NOT NULL,
      ADD COLUMN control_values jsonb DEFAULT '{"count": 0, "sum": 0}'::jsonb NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE rollout_samples DROP COLUMN treatment_values, DROP COLUMN control_values',
    );
  }
}
