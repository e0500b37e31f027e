import { randomBytes, randomUUID } from 'node:crypto';
import type { Json } from '@sluice/evaluator';
import { ChainedAuditAppender } from '../src/modules/audit/chained-audit-appender.js';
import { AuditRepository } from '../src/modules/audit/audit.repository.js';
import type { Actor } from '../src/modules/auth/index.js';
import {
  CommandExecutor,
  type Command,
  type CommandContext,
  type CommandOutcome,
} from '../src/modules/commands/index.js';
import { ConfigWriter } from '../src/modules/flags/config-writer.js';
import { ConfigsRepository } from '../src/modules/flags/configs.repository.js';
import { DefinitionWriter } from '../src/modules/flags/definition-writer.js';
import { DefinitionsRepository } from '../src/modules/flags/definitions.repository.js';
import { FlagHandlers } from '../src/modules/flags/flag-handlers.js';
import { FlagWriting } from '../src/modules/flags/flag-writing.js';
import { GraphGuard } from '../src/modules/flags/graph-guard.js';
import { GraphsRepository } from '../src/modules/flags/graphs.repository.js';
import { HistoryRepository } from '../src/modules/flags/history.repository.js';
import { NoRuleLocks } from '../src/modules/flags/rule-locks.js';
import { RandomChance } from '../src/modules/flags/random-chance.js';
import { SqlIdempotencyStore } from '../src/modules/idempotency/sql-idempotency-store.js';
import { SegmentHandlers } from '../src/modules/segments/segment-handlers.js';
import { SegmentWriter } from '../src/modules/segments/segment-writer.js';
import { SegmentsRepository } from '../src/modules/segments/segments.repository.js';
import { createPool } from '../src/platform/database/create-pool.js';
import { Database } from '../src/platform/database/database.js';
import type { TransactionProbe } from '../src/platform/database/transaction-probe.js';

/** May do everything everywhere. */
export const ADMIN: Actor = {
  kind: 'token',
  id: '00000000-0000-4000-8000-000000000001',
  name: 'ada',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};

/** The key of the project that {@link createProject} makes. */
export const PROJECT = 'shop';

/** What a test says of a command; the rest is filled in. */
export type TestCommand = Partial<Omit<Command, 'target'>> &
  Pick<Command, 'kind'> & { target?: Command['target'] };

/** The write path of the server on a test database, without HTTP. */
export class WritePath {
  readonly database: Database;
  readonly executor: CommandExecutor;

  constructor(url: string, probe: TransactionProbe | null = null) {
    this.database = new Database(createPool({ connectionString: url }, 20), probe);
    const auditor = new ChainedAuditAppender(
      new AuditRepository(this.database),
      Buffer.alloc(32, 7),
    );
    this.executor = new CommandExecutor(this.database, auditor, new SqlIdempotencyStore());
    const graphs = new GraphsRepository();
    const configs = new ConfigsRepository();
    const guard = new GraphGuard(graphs);
    const locks = new NoRuleLocks();
    const writing = new FlagWriting(
      new DefinitionWriter(new DefinitionsRepository(), configs, guard, locks),
      new ConfigWriter(configs, graphs, guard, locks),
      guard,
      new HistoryRepository(this.database),
    );
    const chance = new RandomChance();
    new FlagHandlers(this.executor, writing, chance).onModuleInit();
    const segments = new SegmentWriter(new SegmentsRepository(this.database), chance);
    new SegmentHandlers(this.executor, segments).onModuleInit();
  }

  /** Executes a command as an admin of everything, in the project {@link PROJECT}. */
  async run<R = Record<string, Json>>(
    command: TestCommand,
    context: Partial<CommandContext> = {},
  ): Promise<CommandOutcome<R>> {
    const { target, ...rest } = command;
    return this.executor.execute<R>(
      { baseVersion: null, payload: {}, ...rest, target: { project: PROJECT, ...target } },
      { actor: ADMIN, requestId: randomUUID(), ...context },
    );
  }

  /** Rows of a statement outside the write path. */
  async rows<T = Record<string, Json>>(text: string, params: unknown[] = []): Promise<T[]> {
    return this.database.read<T>(text, params);
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}

/** A project with these environments, made without the write path; ids by environment key. */
export async function createProject(
  path: WritePath,
  environments: readonly string[] = ['development', 'production'],
  key = PROJECT,
): Promise<Record<string, string>> {
  const [project] = await path.rows<{ id: string }>(
    'INSERT INTO projects (key, name) VALUES ($1, $1) RETURNING id',
    [key],
  );
  const ids: Record<string, string> = {};
  for (const environment of environments) {
    const [row] = await path.rows<{ id: string }>(
      `INSERT INTO environments (project_id, key, name, list_secret) VALUES ($1, $2, $2, $3) RETURNING id`,
      [project!.id, environment, randomBytes(32)],
    );
    ids[environment] = row!.id;
  }
  return ids;
}
