import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CreateEnvironment, Environment } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import { ConfigsRepository } from '../flags/index.js';
import { isKey } from '../projects/index.js';
import { environmentOf, lockedEnvironmentOf, type EnvironmentRow } from './environment.row.js';
import { EnvironmentsRepository } from './environments.repository.js';

/** What a new environment is described by. */
export type EnvironmentDescription = Omit<CreateEnvironment, 'comment' | 'confirm'>;

const LIST_SECRET_BYTES = 32;

/** Creates environments within a write that has locked the project. */
@Injectable()
export class EnvironmentWriter {
  constructor(
    private readonly repository: EnvironmentsRepository,
    private readonly configs: ConfigsRepository,
  ) {}

  /**
   * A new environment of the locked project, in which every flag is disabled. Where a running replica
   * holds the emergency shutdown it is engaged here from the start. Audited as `environment.create`.
   */
  async create(unit: WriteUnit, given: EnvironmentDescription): Promise<Environment> {
    const { project } = unit;
    if (project === null) throw new Error('environments are created within a locked project');
    if (!isKey(given.key)) throw new AppError('INVALID_KEY', { key: given.key });
    const row = await this.insert(unit, project.id, given);
    unit.adopt(lockedEnvironmentOf(row));
    const place = { projectId: project.id, environmentId: row.id };
    await this.configs.initialize(unit.sql, place, unit.actor.name);
    unit.rewire(row.id);
    await this.inheritShutdown(unit, row.id);
    const environment = environmentOf(row);
    unit.audit({
      action: 'environment.create',
      resource: `environment:${row.id}`,
      before: null,
      after: environment,
      environmentId: row.id,
    });
    unit.notify('sluice_directory', row.id);
    return environment;
  }

  private async insert(
    unit: WriteUnit,
    projectId: string,
    given: EnvironmentDescription,
  ): Promise<EnvironmentRow> {
    const row = await this.repository.insert(unit.sql, {
      projectId,
      key: given.key,
      name: given.name ?? given.key,
      color: given.color ?? null,
      protected: given.protected ?? false,
      listSecret: randomBytes(LIST_SECRET_BYTES),
      position: given.position ?? null,
    });
    if (!row) throw new AppError('ALREADY_EXISTS', { environment: given.key });
    return row;
  }

  private async inheritShutdown(unit: WriteUnit, environmentId: string): Promise<void> {
    const host = await this.repository.shutdownHolder(unit.sql);
    if (host === null) return;
    unit.setShutdown(environmentId, true, `held by EMERGENCY_SHUTDOWN on ${host}`);
  }
}
