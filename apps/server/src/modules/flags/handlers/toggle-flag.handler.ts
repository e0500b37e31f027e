import type { FlagConfig } from '@sluice/protocol';
import type { SqlClient } from '../../../platform/database/sql-client.js';
import type { Command, CommandHandler, CommandTarget, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../config-writer.js';
import type { ConfiguredFlag } from '../configs.repository.js';
import { configOf } from '../domain/flag-config.js';
import { configView } from '../flag-views.js';

/** `flag.enable` and `flag.disable`: never need `If-Match`, so that nothing delays them; a second one changes nothing. */
export class ToggleFlagHandler implements CommandHandler<
  unknown,
  FlagConfig,
  ConfiguredFlag | null
> {
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

  foresee(sql: SqlClient, target: CommandTarget): Promise<ConfiguredFlag | null> {
    return this.writer.foresee(sql, target);
  }

  async handle(
    unit: WriteUnit,
    { target }: Command,
    found: ConfiguredFlag | null,
  ): Promise<FlagConfig> {
    const asked = { flag: target.flag ?? '', environment: unit.environment.key };
    const configured = this.writer.usable(found, asked);
    const next = { ...configOf(configured.config), enabled: this.enabled };
    const saved = await this.writer.save(unit, configured, next, { action: this.kind });
    return configView(saved, { flag: configured.flag.key, environment: asked.environment });
  }
}
