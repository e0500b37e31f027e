import type { Flag } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DefinitionWriter } from '../definition-writer.js';
import { definitionOf, type FlagDefinition } from '../domain/flag-definition.js';
import type { HistoryRepository } from '../history.repository.js';
import { orRevertImpossible } from '../revert-impossible.js';
import { answerFlag } from './answer-flag.js';

/** `flag.revert`: gives a flag the definition of an earlier version, as a new version, if today's facts allow it. */
export class RevertFlagHandler implements CommandHandler<{ version: number }, Flag> {
  readonly kind = 'flag.revert';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(
    private readonly writer: DefinitionWriter,
    private readonly history: HistoryRepository,
  ) {}

  async handle(unit: WriteUnit, { target, payload }: Command<{ version: number }>): Promise<Flag> {
    const flag = await this.writer.loadLive(unit, target.flag ?? '');
    await unit.requireVersion(flag.version, { resource: `flag:${flag.id}` });
    const place = { flagId: flag.id, environmentId: null };
    const state = await this.history.state<FlagDefinition>(unit.sql, place, payload.version);
    const saved = await orRevertImpossible(payload.version, () =>
      this.writer.save(unit, flag, definitionOf(state), { action: this.kind }),
    );
    return answerFlag(unit, this.writer, saved);
  }
}
