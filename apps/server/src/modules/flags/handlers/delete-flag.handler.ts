import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DefinitionWriter } from '../definition-writer.js';
import type { GraphGuard } from '../graph-guard.js';

/** `flag.delete`: removes an archived flag for good. */
export class DeleteFlagHandler implements CommandHandler<unknown, { key: string }> {
  readonly kind = 'flag.delete';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(
    private readonly writer: DefinitionWriter,
    private readonly guard: GraphGuard,
  ) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<{ key: string }> {
    const flag = await this.writer.load(unit, target.flag ?? '');
    await unit.requireVersion(flag.version, { resource: `flag:${flag.id}` });
    if (!flag.archived) {
      const message = `The flag ${flag.key} is not archived. Archive it first.`;
      throw new AppError('NOT_ARCHIVED', { flag: flag.key }, { message });
    }
    await this.guard.requireUnused(unit, flag.key);
    await this.writer.delete(unit, flag);
    return { key: flag.key };
  }
}
