import { Injectable } from '@nestjs/common';
import type { ExportDocument } from '@sluice/protocol';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';
import { canSee, type Actor } from '../auth/index.js';
import { exportDocument } from './domain/export-document.js';
import type { ProjectContent } from './domain/project-content.js';
import { loadProjectContent } from './load-project-content.js';

/** Exports projects. */
@Injectable()
export class ExportService {
  constructor(private readonly database: Database) {}

  /**
   * Everything of the project at one moment; `NOT_FOUND` for an unknown key, `FORBIDDEN` for someone who
   * may not see all of its environments: half an export would look like a whole one.
   */
  async export(project: string, actor: Actor): Promise<ExportDocument> {
    const content = await this.database.transaction((sql) => loadProjectContent(sql, project));
    if (content === null) throw new AppError('NOT_FOUND', { project });
    requireWholeView(content, actor);
    return exportDocument(content);
  }
}

function requireWholeView({ project, environments }: ProjectContent, actor: Actor): void {
  const hidden = environments.filter(
    ({ id }) => !canSee(actor.grants, { projectId: project.id, environmentId: id }),
  );
  if (hidden.length === 0) return;
  const message = `An export of ${project.key} holds all of its environments; this credential may see only some of them. Ask an admin for the role viewer in the whole project.`;
  throw new AppError('FORBIDDEN', { project: project.key, needed: 'viewer' }, { message });
}
