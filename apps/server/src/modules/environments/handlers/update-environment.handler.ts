import type { Environment, UpdateEnvironment } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { environmentOf } from '../environment.row.js';
import type { EnvironmentsRepository } from '../environments.repository.js';

/** What `environment.update` takes. */
export type UpdateEnvironmentPayload = Omit<UpdateEnvironment, 'comment' | 'confirm'>;

/** `environment.update`: name, colour, protection and place in lists; nothing an SDK sees. */
export class UpdateEnvironmentHandler implements CommandHandler<
  UpdateEnvironmentPayload,
  Environment
> {
  readonly kind = 'environment.update';
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = true;

  constructor(private readonly repository: EnvironmentsRepository) {}

  async handle(
    unit: WriteUnit,
    { payload }: Command<UpdateEnvironmentPayload>,
  ): Promise<Environment> {
    const row = await this.repository.byId(unit.sql, unit.environment.id);
    if (!row) throw new AppError('NOT_FOUND');
    const environmentId = row.id;
    const resource = `environment:${environmentId}`;
    await unit.requireVersion(row.version, { resource, environmentId });
    const before = environmentOf(row);
    const changed = await this.repository.update(unit.sql, {
      id: row.id,
      name: payload.name ?? row.name,
      color: payload.color ?? row.color,
      protected: payload.protected ?? row.protected,
      position: payload.position ?? row.position,
    });
    const after = changed ? environmentOf(changed) : before;
    unit.audit({ action: this.kind, resource, before, after, environmentId });
    unit.notify('sluice_directory', environmentId);
    return after;
  }
}
