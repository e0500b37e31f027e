import type { FlagConfig } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../config-writer.js';
import { configOf, type FlagConfigState } from '../domain/flag-config.js';
import { configView } from '../flag-views.js';
import type { HistoryRepository } from '../history.repository.js';
import { orRevertImpossible } from '../revert-impossible.js';

/** `flag.config-revert`: gives a configuration the state of an earlier version, as a new version, if today's facts allow it. */
export class RevertConfigHandler implements CommandHandler<{ version: number }, FlagConfig> {
  readonly kind = 'flag.config-revert';
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = true;

  constructor(
    private readonly writer: ConfigWriter,
    private readonly history: HistoryRepository,
  ) {}

  async handle(
    unit: WriteUnit,
    { target, payload }: Command<{ version: number }>,
  ): Promise<FlagConfig> {
    const { environment } = unit;
    const configured = await this.writer.load(unit, target.flag ?? '');
    const { flag, config } = configured;
    const of = { resource: `flag:${flag.id}`, environmentId: environment.id };
    await unit.requireVersion(config.version, of);
    const place = { flagId: flag.id, environmentId: environment.id };
    const state = await this.history.state<FlagConfigState>(unit.sql, place, payload.version);
    const saved = await orRevertImpossible(payload.version, () =>
      this.writer.save(unit, configured, configOf(state), { action: this.kind }),
    );
    return configView(saved, { flag: flag.key, environment: environment.key });
  }
}
