import type { Environment } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { CommandHandler, WriteUnit } from '../../commands/index.js';
import { environmentOf } from '../environment.row.js';
import type { EnvironmentsRepository } from '../environments.repository.js';

/** `environment.archive` and `environment.restore`: whether it may still be changed. */
export class ArchiveEnvironmentHandler implements CommandHandler<unknown, Environment> {
  readonly kind: string;
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(
    private readonly repository: EnvironmentsRepository,
    private readonly archived: boolean,
  ) {
    this.kind = archived ? 'environment.archive' : 'environment.restore';
  }

  async handle(unit: WriteUnit): Promise<Environment> {
    const row = await this.repository.byId(unit.sql, unit.environment.id);
    if (!row) throw new AppError('NOT_FOUND');
    const before = environmentOf(row);
    if ((row.archived_at !== null) === this.archived) return before;
    const changed = await this.repository.setArchived(unit.sql, row.id, this.archived);
    const after = changed ? environmentOf(changed) : before;
    const resource = `environment:${row.id}`;
    unit.audit({ action: this.kind, resource, before, after, environmentId: row.id });
    unit.notify('sluice_directory', row.id);
    return after;
  }
}
