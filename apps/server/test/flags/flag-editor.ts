import type { FlagConfig } from '@sluice/protocol';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { createProject, WritePath, type TestCommand } from '../write-path.js';

/** The environment that flags are configured in. */
export const HERE = { environment: 'production' };

/** The members of a payload. */
export type Members = Record<string, unknown>;

/** The write path over a database with the environments production and staging and the segment `beta`. */
export class FlagEditor {
  #counter = 0;

  private constructor(
    readonly path: WritePath,
    readonly database: TestDatabase,
  ) {}

  static async open(): Promise<FlagEditor> {
    const database = await createTestDatabase();
    const path = new WritePath(database.url);
    await createProject(path, ['production', 'staging']);
    await path.run({ kind: 'segment.create', target: HERE, payload: { key: 'beta' } });
    return new FlagEditor(path, database);
  }

  async close(): Promise<void> {
    await this.path.close();
    await this.database.drop();
  }

  /** Creates a flag, boolean unless told otherwise, and returns its key: a new one unless given. */
  async create(payload: Members = {}): Promise<string> {
    const key = (payload.key as string | undefined) ?? `flag-${(this.#counter += 1)}`;
    await this.path.run({ kind: 'flag.create', payload: { type: 'boolean', ...payload, key } });
    return key;
  }

  /** Configures a flag, in its first version unless told otherwise. */
  configure(flag: string, payload: Members, more: Partial<TestCommand> = {}) {
    return this.path.run<FlagConfig>({
      kind: 'flag.configure',
      target: { ...HERE, flag },
      baseVersion: 1,
      payload,
      ...more,
    });
  }
}
