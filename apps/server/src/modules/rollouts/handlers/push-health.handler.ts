import type { PushedHealth } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { PushedHealth as Pushed } from '../domain/guards/pushed-reading.js';
import { isTerminal } from '../domain/machine/transitions.js';
import { refusalOf } from '../rollout-refusal.js';
import type { RolloutsRepository } from '../rollouts.repository.js';
import type { HealthTaker } from './health-taker.js';

/** `rollout.push-health`: a reading for each guard with source push whose metric the push names; judged at the next check. */
export class PushHealthHandler implements CommandHandler<Pushed, PushedHealth> {
  readonly kind = 'rollout.push-health';
  readonly role = 'operator';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(
    private readonly rollouts: RolloutsRepository,
    private readonly taker: HealthTaker,
  ) {}

  async handle(unit: WriteUnit, { target, payload }: Command<Pushed>): Promise<PushedHealth> {
    const id = target.id ?? '';
    const stored = await this.rollouts.lock(unit.sql, id, unit.environment.id);
    if (stored === null) throw new AppError('NOT_FOUND', { rollout: id });
    if (isTerminal(stored.rollout.state)) throw refusalOf(stored, 'ROLLOUT_ENDED', 'push-health');
    await this.taker.remember(unit, stored, payload);
    return { guards: await this.taker.give(unit, stored, payload) };
  }
}
