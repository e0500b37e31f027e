import type { Flag } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DefinitionWriter } from '../definition-writer.js';
import { definitionOf } from '../domain/flag-definition.js';
import { mergeDefinition, type FlagPayload } from '../domain/new-definition.js';
import { answerFlag } from './answer-flag.js';

/** `flag.update`: replaces the members given of a flag's definition, for all environments at once. */
export class UpdateFlagHandler implements CommandHandler<FlagPayload, Flag> {
  readonly kind = 'flag.update';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(private readonly writer: DefinitionWriter) {}

  async handle(unit: WriteUnit, { target, payload }: Command<FlagPayload>): Promise<Flag> {
    const flag = await this.writer.loadLive(unit, target.flag ?? '');
    await unit.requireVersion(flag.version, { resource: `flag:${flag.id}` });
    const next = mergeDefinition(definitionOf(flag), payload);
    const saved = await this.writer.save(unit, flag, next, { action: this.kind });
    return answerFlag(unit, this.writer, saved);
  }
}
