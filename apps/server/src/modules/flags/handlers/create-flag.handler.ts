import type { CreateFlag, Flag } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DefinitionWriter } from '../definition-writer.js';
import { newDefinition, type FlagPayload } from '../domain/new-definition.js';
import { answerFlag } from './answer-flag.js';

/** What `flag.create` takes. */
export type CreateFlagPayload = Pick<CreateFlag, 'key' | 'type'> & FlagPayload;

/** `flag.create`: a new flag, disabled in every environment. */
export class CreateFlagHandler implements CommandHandler<CreateFlagPayload, Flag> {
  readonly kind = 'flag.create';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(private readonly writer: DefinitionWriter) {}

  async handle(unit: WriteUnit, { payload }: Command<CreateFlagPayload>): Promise<Flag> {
    const { key, type, ...given } = payload;
    const definition = newDefinition(type, given);
    const flag = await this.writer.create(unit, { key, type, definition }, { action: this.kind });
    return answerFlag(unit, this.writer, flag);
  }
}
