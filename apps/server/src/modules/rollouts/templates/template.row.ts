import type { RolloutTemplate } from '@sluice/protocol';

/** A template as stored. */
export interface StoredTemplate {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly plan: RolloutTemplate['plan'];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The columns of a {@link StoredTemplate}, of the table under the alias `t`. */
export const TEMPLATE_COLUMNS = `t.id, t.key, t.name, t.description, t.plan, t.version,
  t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;

/** A template as answered. */
export function templateView({ id: _id, createdAt, updatedAt, ...rest }: StoredTemplate) {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  } satisfies RolloutTemplate;
}
