import type { Flag } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { throwProblems } from '../../targeting/index.js';
import type { ConfigWriter } from '../config-writer.js';
import type { DefinitionWriter } from '../definition-writer.js';
import { checkDefinition } from '../domain/check-definition.js';
import type { GraphGuard } from '../graph-guard.js';
import { answerFlag } from './answer-flag.js';

/** `flag.restore`: brings an archived flag back as it was, if today's facts allow it; a second one changes nothing. */
export class RestoreFlagHandler implements CommandHandler<unknown, Flag> {
  readonly kind = 'flag.restore';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly writers: { readonly flags: DefinitionWriter; readonly configs: ConfigWriter },
    private readonly guard: GraphGuard,
  ) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<Flag> {
    const { flags, configs } = this.writers;
    const flag = await flags.load(unit, target.flag ?? '');
    if (!flag.archived) return answerFlag(unit, flags, flag);
    throwProblems(checkDefinition(flag.type, flag));
    for (const config of await flags.configsOf(unit, flag.id))
      await configs.check(unit, { flag, config }, config);
    const saved = await flags.setArchived(unit, flag, false);
    await this.guard.requireSound(unit, [flag.key]);
    return answerFlag(unit, flags, saved);
  }
}
