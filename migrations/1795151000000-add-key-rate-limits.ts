import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests per second that one SDK key may make; null where the server's own limit holds. */
export class AddKeyRateLimits1795151000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE sdk_keys ADD COLUMN rate_limit integer
        CONSTRAINT sdk_keys_rate_limit_check CHECK (rate_limit > 0)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sdk_keys DROP COLUMN rate_limit`);
  }
}
