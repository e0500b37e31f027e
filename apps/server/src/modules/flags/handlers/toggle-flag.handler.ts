import type { FlagConfig } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../config-writer.js';
import { configOf } from '../domain/flag-config.js';
import { configView } from '../flag-views.js';

/** `flag.enable` and `flag.disable`: never need `If-Match`, so that nothing delays them; a second one changes nothing. */
export class ToggleFlagHandler implements CommandHandler<unknown, FlagConfig> {
  readonly kind: string;
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = false;
  readonly urgent: boolean;

  constructor(
    private readonly writer: ConfigWriter,
    private readonly enabled: boolean,
  ) {
    this.urgent = !enabled;
    this.kind = enabled ? 'flag.enable' : 'flag.disable';
  }

  async handle(unit: WriteUnit, { target }: Command): Promise<FlagConfig> {
    const configured = await this.writer.load(unit, target.flag ?? '');
    const next = { ...configOf(configured.config), enabled: this.enabled };
    const saved = await this.writer.save(unit, configured, next, { action: this.kind });
    return configView(saved, { flag: configured.flag.key, environment: unit.environment.key });
  }
}
