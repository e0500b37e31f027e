import type { CreateProject, Project } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { isKey } from '../domain/is-key.js';
import { projectOf } from '../project.row.js';
import type { ProjectsRepository } from '../projects.repository.js';

/** What `project.create` takes. */
export type CreateProjectPayload = Pick<CreateProject, 'key' | 'name' | 'description'>;

/** `project.create`: a project without environments. */
export class CreateProjectHandler implements CommandHandler<CreateProjectPayload, Project> {
  readonly kind = 'project.create';
  readonly role = 'admin';
  readonly scope = 'global';
  readonly versioned = false;

  constructor(private readonly repository: ProjectsRepository) {}

  async handle(unit: WriteUnit, { payload }: Command<CreateProjectPayload>): Promise<Project> {
    const { key, name = key, description = '' } = payload;
    if (!isKey(key)) throw new AppError('INVALID_KEY', { key });
    const row = await this.repository.insert(unit.sql, { key, name, description });
    if (!row) throw new AppError('ALREADY_EXISTS', { project: key });
    const project = projectOf(row);
    unit.audit({
      action: this.kind,
      resource: `project:${project.id}`,
      before: null,
      after: project,
      projectId: project.id,
    });
    unit.notify('sluice_directory', project.id);
    return project;
  }
}
