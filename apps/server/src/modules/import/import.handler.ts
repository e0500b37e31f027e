import type { ImportReport } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import { requireRole } from '../auth/index.js';
import type { Command, CommandHandler, WriteUnit } from '../commands/index.js';
import { loadProjectContent, type ProjectContent } from '../export/index.js';
import type { Chance } from '../flags/index.js';
import { assessImport, type Assessment } from './domain/assess-import.js';
import { importReport } from './domain/import-report.js';
import { documentOf, type ImportSource } from './domain/import-source.js';
import type { ImportWriter } from './import-writer.js';

/** A request to import, read before any lock is taken. */
export interface ImportPayload {
  readonly source: ImportSource;
  /** Keys of the environments to import into; null: as the document says. */
  readonly environments: readonly string[] | null;
  readonly createEnvironments: boolean;
}

/** `project.import`: all of a document or, with every reason at once, nothing of it. */
export class ImportHandler implements CommandHandler<ImportPayload, ImportReport> {
  readonly kind = 'project.import';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly writer: ImportWriter,
    private readonly chance: Chance,
  ) {}

  async handle(unit: WriteUnit, { payload }: Command<ImportPayload>): Promise<ImportReport> {
    const content = await contentOf(unit);
    const assessment = this.assess(unit, payload, content);
    const report = importReport(content.project.key, assessment.items);
    if (report.counts.refused > 0) throw refused(report);
    if (assessment.environments.length > 0) requireAdmin(unit);
    await this.writer.write(unit, assessment, content);
    return report;
  }

  private assess(unit: WriteUnit, payload: ImportPayload, content: ProjectContent): Assessment {
    const keys = content.environments.map(({ key }) => key);
    const document = documentOf(payload.source, payload.environments, keys);
    return assessImport(document, content, {
      now: unit.now.getTime(),
      chance: this.chance,
      confirmed: (code) => unit.confirmed(code),
      createEnvironments: payload.createEnvironments,
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

async function contentOf(unit: WriteUnit): Promise<ProjectContent> {
  if (unit.project === null) throw new Error('an import belongs to a project');
  const content = await loadProjectContent(unit.sql, unit.project.key);
  if (content === null) throw new AppError('NOT_FOUND', { project: unit.project.key });
  return content;
}
