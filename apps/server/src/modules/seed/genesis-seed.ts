import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../auth/index.js';
import { CommandExecutor, type CommandContext } from '../commands/index.js';
import { ImportService } from '../import/index.js';

/** What the first start leaves behind. */
export interface SeededProject {
  readonly project: string;
  readonly environments: readonly string[];
}

const PROJECT = 'genesis';
const ENVIRONMENTS = [
  { key: 'development', name: 'Development', color: '#228be6', position: 0, protected: false },
  { key: 'staging', name: 'Staging', color: '#fab005', position: 1, protected: false },
  { key: 'production', name: 'Production', color: '#fa5252', position: 2, protected: true },
] as const;

const SYSTEM: Actor = {
  kind: 'system',
  id: 'seed',
  name: 'seed',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};
const CONTEXT: CommandContext = { actor: SYSTEM, requestId: 'seed' };

/** A project that someone made, or a seed that was completed. A seed cut short left `genesis` without flags. */
const OCCUPIED = `SELECT EXISTS (SELECT FROM projects WHERE key <> $1)
  OR EXISTS (SELECT FROM flags f JOIN projects p ON p.id = f.project_id WHERE p.key = $1) AS occupied`;

/** The project of the first start: the genesis flags with their hierarchy in three environments. */
@Injectable()
export class GenesisSeed {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly imports: ImportService,
  ) {}

  /**
   * Makes the project from the files in `directory` unless there is one already; null where nothing was
   * to be done. Takes up where an earlier start was cut short, and stands a second replica doing the same.
   */
  async seed(directory: string): Promise<SeededProject | null> {
    const [row] = await this.database.read<{ occupied: boolean }>(OCCUPIED, [PROJECT]);
    if (row?.occupied !== false) return null;
    const [document, hierarchy] = await Promise.all([
      readJson(join(directory, 'feature_flags.json')),
      readJson(join(directory, 'hierarchy.json')),
    ]);
    await this.create('project.create', {}, { key: PROJECT, name: 'Genesis' });
    for (const environment of ENVIRONMENTS) {
      await this.create('environment.create', { project: PROJECT }, environment);
    }
    await this.imports.import(PROJECT, { format: 'genesis', document, hierarchy }, CONTEXT);
    return { project: PROJECT, environments: ENVIRONMENTS.map(({ key }) => key) };
  }

  private async create(kind: string, target: { project?: string }, payload: object): Promise<void> {
    try {
      await this.executor.execute({ kind, target, baseVersion: null, payload }, CONTEXT);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'ALREADY_EXISTS')) throw error;
    }
  }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown;
}
