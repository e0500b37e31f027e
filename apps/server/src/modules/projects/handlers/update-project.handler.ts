import type { Project, UpdateProject } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { projectOf } from '../project.row.js';
import type { ProjectsRepository } from '../projects.repository.js';
import { lockedRow } from './locked-row.js';

/** What `project.update` takes. */
export type UpdateProjectPayload = Pick<UpdateProject, 'name' | 'description'>;

/** `project.update`: its name and description. */
export class UpdateProjectHandler implements CommandHandler<UpdateProjectPayload, Project> {
  readonly kind = 'project.update';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(private readonly repository: ProjectsRepository) {}

  async handle(unit: WriteUnit, { payload }: Command<UpdateProjectPayload>): Promise<Project> {
    const before = projectOf(await lockedRow(unit, this.repository));
    const resource = `project:${before.id}`;
    await unit.requireVersion(before.version, { resource });
    const { name = before.name, description = before.description } = payload;
    if (name === before.name && description === before.description) return before;
    const row = await this.repository.update(unit.sql, { id: before.id, name, description });
    const after = row ? projectOf(row) : before;
    unit.audit({ action: this.kind, resource, before, after });
    unit.notify('sluice_directory', before.id);
    return after;
  }
}
