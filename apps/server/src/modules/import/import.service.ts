import { Injectable } from '@nestjs/common';
import type { ConfirmableCode, ImportReport, ImportRequest } from '@sluice/protocol';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CommandExecutor, type CommandContext, type CommandOutcome } from '../commands/index.js';
import { loadProjectContent } from '../export/index.js';
import { RandomChance } from '../flags/index.js';
import { unreadableReport } from './domain/import-report.js';
import { isImportFormat, readSource } from './domain/import-source.js';
import { prepareImport, type ImportTask, type PreparedImport } from './domain/prepare-import.js';
import { refused, type ImportPayload } from './import.handler.js';

/** Imports documents into a project. */
@Injectable()
export class ImportService {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly database: Database,
    private readonly chance: RandomChance,
  ) {}

  /**
   * Imports the request's document, reading and judging it before anything is locked. Throws
   * `IMPORT_FORMAT_UNKNOWN`, or `IMPORT_REFUSED` with the whole report as details.
   */
  async import(
    project: string,
    request: ImportRequest,
    context: CommandContext,
  ): Promise<CommandOutcome<ImportReport>> {
    const { format, environments = null, createEnvironments = false, comment, confirm } = request;
    if (!isImportFormat(format)) throw new AppError('IMPORT_FORMAT_UNKNOWN', { format });
    const source = readSource(format, request);
    if (!source.ok) throw refused(unreadableReport(project, format, source.problems));
    const task: ImportTask = { source: source.value, environments, createEnvironments };
    const prepared = await this.prepare(project, task, confirm ?? []);
    const payload: ImportPayload = { ...task, prepared };
    return this.executor.execute<ImportReport>(
      {
        kind: 'project.import',
        target: { project },
        baseVersion: null,
        payload,
        ...(comment !== undefined && { comment }),
        ...(confirm !== undefined && { confirm }),
      },
      context,
    );
  }
  /** Null for an unknown project, which is for the executor to say; what is refused is told only to who may import. */
  private async prepare(
    project: string,
    task: ImportTask,
    confirm: readonly ConfirmableCode[],
  ): Promise<PreparedImport | null> {
    const content = await this.database.transaction((sql) => loadProjectContent(sql, project));
    if (content === null) return null;
    const confirmed = (code: ConfirmableCode): boolean => confirm.includes(code);
    return prepareImport(task, content, { chance: this.chance, confirmed });
  }
}
