import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE rollout_templates (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    key text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    plan jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (project_id, key)
  )`,
  // What pipelines pushed about a flag, whether a rollout was there to take it or not: the latest of each metric.
  `CREATE TABLE pushed_health (
    environment_id uuid NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    flag_id uuid NOT NULL REFERENCES flags (id) ON DELETE CASCADE,
    metric text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (environment_id, flag_id, metric)
  )`,
  `CREATE INDEX pushed_health_flag ON pushed_health (flag_id)`,
];

/** Saved rollout plans of a project, and when health was last pushed about a flag. */
export class AddRolloutTemplates1795144000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pushed_health, rollout_templates');
  }
}
