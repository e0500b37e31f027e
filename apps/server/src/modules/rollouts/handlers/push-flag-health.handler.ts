import type { PushedFlagHealth } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../../flags/index.js';
import type { PushedHealth } from '../domain/guards/pushed-reading.js';
import type { RolloutsRepository } from '../rollouts.repository.js';
import type { HealthTaker } from './health-taker.js';

/** `flag.push-health`: the same for whatever rollouts of a flag are under way; with none, it is what lets one start. */
export class PushFlagHealthHandler implements CommandHandler<PushedHealth, PushedFlagHealth> {
  readonly kind = 'flag.push-health';
  readonly role = 'operator';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(
    private readonly configs: ConfigWriter,
    private readonly rollouts: RolloutsRepository,
    private readonly taker: HealthTaker,
  ) {}

  async handle(
    unit: WriteUnit,
    { target, payload }: Command<PushedHealth>,
  ): Promise<PushedFlagHealth> {
    const { flag } = await this.configs.load(unit, target.flag ?? '');
    const environmentId = unit.environment.id;
    await this.taker.remember(unit, { environmentId, flagId: flag.id }, payload);
    const active = await this.rollouts.activeOfFlag(unit.sql, flag.id, [environmentId]);
    const rollouts: PushedFlagHealth['rollouts'] = [];
    for (const stored of active)
      rollouts.push({ id: stored.id, guards: await this.taker.give(unit, stored, payload) });
    return { rollouts };
  }
}
