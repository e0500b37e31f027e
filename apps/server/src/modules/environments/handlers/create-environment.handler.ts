import type { Environment } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { EnvironmentDescription, EnvironmentWriter } from '../environment-writer.js';

/** `environment.create`: a new environment of a project. */
export class CreateEnvironmentHandler implements CommandHandler<
  EnvironmentDescription,
  Environment
> {
  readonly kind = 'environment.create';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(private readonly writer: EnvironmentWriter) {}

  handle(unit: WriteUnit, { payload }: Command<EnvironmentDescription>): Promise<Environment> {
    return this.writer.create(unit, payload);
  }
}
