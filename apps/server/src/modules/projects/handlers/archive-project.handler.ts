import type { Project } from '@sluice/protocol';
import type { CommandHandler, WriteUnit } from '../../commands/index.js';
import { projectOf } from '../project.row.js';
import type { ProjectsRepository } from '../projects.repository.js';
import { lockedRow } from './locked-row.js';

/** `project.archive` and `project.restore`: whether anything in it may still be changed. Its flags go on being served. */
export class ArchiveProjectHandler implements CommandHandler<unknown, Project> {
  readonly kind: string;
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(
    private readonly repository: ProjectsRepository,
    private readonly archived: boolean,
  ) {
    this.kind = archived ? 'project.archive' : 'project.restore';
  }

  async handle(unit: WriteUnit): Promise<Project> {
    const row = await lockedRow(unit, this.repository);
    const before = projectOf(row);
    if ((row.archived_at !== null) === this.archived) return before;
    const changed = await this.repository.setArchived(unit.sql, row.id, this.archived);
    const after = changed ? projectOf(changed) : before;
    unit.audit({ action: this.kind, resource: `project:${row.id}`, before, after });
    unit.notify('sluice_directory', row.id);
    return after;
  }
}
