import type { FlagConfig } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { throwProblems } from '../../targeting/index.js';
import type { ConfigWriter } from '../config-writer.js';
import type { ConfigPatch } from '../domain/config-draft.js';
import { checkSeedsKept, mergeConfig, type Chance } from '../domain/merge-config.js';
import { configView } from '../flag-views.js';

/** `flag.configure`: replaces the members given of a flag's configuration in one environment. */
export class ConfigureFlagHandler implements CommandHandler<ConfigPatch, FlagConfig> {
  readonly kind = 'flag.configure';
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = true;

  constructor(
    private readonly writer: ConfigWriter,
    private readonly chance: Chance,
  ) {}

  async handle(unit: WriteUnit, { target, payload }: Command<ConfigPatch>): Promise<FlagConfig> {
    const { environment } = unit;
    const configured = await this.writer.load(unit, target.flag ?? '');
    const { flag, config } = configured;
    const resource = `flag:${flag.id}`;
    await unit.requireVersion(config.version, { resource, environmentId: environment.id });
    throwProblems(checkSeedsKept(config, payload));
    const next = mergeConfig(config, payload, this.chance);
    const saved = await this.writer.save(unit, configured, next, { action: this.kind });
    return configView(saved, { flag: flag.key, environment: environment.key });
  }
}
