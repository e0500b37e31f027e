import type { Flag } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DefinitionWriter } from '../definition-writer.js';
import type { GraphGuard } from '../graph-guard.js';
import { answerFlag } from './answer-flag.js';

/** `flag.archive`: takes a flag that nobody requires out of every environment; a second one changes nothing. */
export class ArchiveFlagHandler implements CommandHandler<unknown, Flag> {
  readonly kind = 'flag.archive';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly writer: DefinitionWriter,
    private readonly guard: GraphGuard,
  ) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<Flag> {
    const flag = await this.writer.load(unit, target.flag ?? '');
    if (flag.archived) return answerFlag(unit, this.writer, flag);
    await this.guard.requireUnused(unit, flag.key);
    const saved = await this.writer.setArchived(unit, flag, true);
    return answerFlag(unit, this.writer, saved);
  }
}
