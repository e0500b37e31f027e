import type { ImportReport } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import { requireRole } from '../auth/index.js';
import type { Command, CommandHandler, WriteUnit } from '../commands/index.js';
import { isCurrent, loadProjectContent } from '../export/index.js';
import type { Chance } from '../flags/index.js';
import { importReport } from './domain/import-report.js';
import { prepareImport, type ImportTask, type PreparedImport } from './domain/prepare-import.js';
import type { ImportLocks } from './import-locks.js';
import type { ImportWriter } from './import-writer.js';

/** A request to import, read and judged before any lock is taken. */
export interface ImportPayload extends ImportTask {
  /** Judged before the locks; holds while nobody writes to the project. Null: nothing was prepared. */
  readonly prepared: PreparedImport | null;
}

/** `project.import`: all of a document or, with every reason at once, nothing of it. */
export class ImportHandler implements CommandHandler<ImportPayload, ImportReport> {
  readonly kind = 'project.import';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly writer: ImportWriter,
    private readonly locks: ImportLocks,
    private readonly chance: Chance,
  ) {}

  async handle(unit: WriteUnit, { payload }: Command<ImportPayload>): Promise<ImportReport> {
    const judged = await this.judged(unit, payload);
    const { content, assessment } = judged;
    const report = importReport(content.project.key, assessment.items);
    if (report.counts.refused > 0) throw refused(report);
    const locked = importReport(content.project.key, await this.locks.check(unit, judged));
    if (locked.counts.refused > 0) throw refused(locked);
    if (assessment.environments.length > 0) requireAdmin(unit);
    await this.writer.write(unit, assessment, content);
    return report;
  }

  /** What was prepared, if the project is still the same; else the same work under the locks. */
  private async judged(unit: WriteUnit, payload: ImportPayload): Promise<PreparedImport> {
    const { project } = unit;
    if (project === null) throw new Error('an import belongs to a project');
    const { prepared } = payload;
    if (prepared !== null && (await isCurrent(unit.sql, prepared.content))) return prepared;
    const content = await loadProjectContent(unit.sql, project.key);
    if (content === null) throw new AppError('NOT_FOUND', { project: project.key });
    return prepareImport(payload, content, {
      chance: this.chance,
      confirmed: (code) => unit.confirmed(code),
    });
  }
}

/** `IMPORT_REFUSED` with the report as its details. */
export function refused(report: ImportReport): AppError {
  const [first] = report.items[0]?.reasons ?? [];
  const message = `Nothing was imported: ${report.counts.refused} item(s) refused. The first: ${first?.message ?? ''} See details.items for all.`;
  return new AppError('IMPORT_REFUSED', { ...report }, { message });
}

/** New environments are for those to make who may make them one by one. */
function requireAdmin({ actor, project }: WriteUnit): void {
  const place = { projectId: project?.id ?? null, environmentId: null };
  const verdict = requireRole(actor.grants, { needed: 'admin', place, protected: false });
  if (verdict.ok) return;
  const message = `Creating environments needs the role admin for project ${project?.key ?? ''}. Ask an admin for a grant, or import into environments that exist.`;
  throw new AppError('FORBIDDEN', { project: project?.key, needed: 'admin' }, { message });
}
