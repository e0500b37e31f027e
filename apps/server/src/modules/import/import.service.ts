import { Injectable } from '@nestjs/common';
import type { ImportReport, ImportRequest } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import { CommandExecutor, type CommandContext, type CommandOutcome } from '../commands/index.js';
import { unreadableReport } from './domain/import-report.js';
import { isImportFormat, readSource } from './domain/import-source.js';
import { refused, type ImportPayload } from './import.handler.js';

/** Imports documents into a project. */
@Injectable()
export class ImportService {
  constructor(private readonly executor: CommandExecutor) {}

  /**
   * Imports the request's document, reading it before anything is locked. Throws
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
    const payload: ImportPayload = { source: source.value, environments, createEnvironments };
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
}
