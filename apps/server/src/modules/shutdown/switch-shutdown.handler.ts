import type { ShutdownResult } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import type { Command, CommandHandler, LockedEnvironment, WriteUnit } from '../commands/index.js';
import type { ShutdownRepository } from './shutdown.repository.js';

/** What engaging and releasing take. */
export interface ShutdownPayload {
  readonly reason: string;
}

/**
 * `shutdown.engage` and `shutdown.release`, of one environment or, as `shutdown.engage-project` and
 * `shutdown.release-project`, of all in a project at once. Never versioned: an emergency does not
 * wait. What stands already is left alone. Held shutdowns are not released: SHUTDOWN_HELD.
 */
export class SwitchShutdownHandler implements CommandHandler<ShutdownPayload, ShutdownResult> {
  readonly kind: string;
  readonly role = 'operator';
  readonly versioned = false;
  readonly allowsArchived = true;
  readonly urgent = true;

  constructor(
    private readonly repository: ShutdownRepository,
    private readonly on: boolean,
    readonly scope: 'environment' | 'project',
  ) {
    const verb = on ? 'engage' : 'release';
    this.kind = scope === 'environment' ? `shutdown.${verb}` : `shutdown.${verb}-project`;
  }

  async handle(unit: WriteUnit, { payload }: Command<ShutdownPayload>): Promise<ShutdownResult> {
    if (!this.on) await this.#refuseHeld(unit);
    const project = unit.project?.key ?? '';
    const before = await this.repository.states(unit.sql, project, null);
    for (const environment of unit.environments.values()) {
      if (environment.shutdown !== this.on) this.#switch(unit, environment, payload.reason);
    }
    const keys = new Set([...unit.environments.values()].map(({ key }) => key));
    const items = before.filter(({ environment }) => keys.has(environment));
    return {
      items: items.map((item) =>
        item.shutdown === this.on ? item : this.#after(unit, item, payload),
      ),
    };
  }

  async #refuseHeld(unit: WriteUnit): Promise<void> {
    const holders = await this.repository.holders(unit.sql);
    if (holders.length > 0) throw new AppError('SHUTDOWN_HELD', { holders });
  }

  #switch(unit: WriteUnit, { id, key, shutdown }: LockedEnvironment, reason: string): void {
    unit.setShutdown(id, this.on, reason);
    unit.audit({
      action: this.on ? 'shutdown.engage' : 'shutdown.release',
      resource: `environment:${id}`,
      environmentId: id,
      before: { environment: key, shutdown },
      after: { environment: key, shutdown: this.on },
      details: { reason },
    });
  }

  #after(
    { actor, now }: WriteUnit,
    item: ShutdownResult['items'][number],
    { reason }: ShutdownPayload,
  ): ShutdownResult['items'][number] {
    if (!this.on) return { ...item, shutdown: false, reason: null, by: null, at: null };
    return { ...item, shutdown: true, reason, by: actor.name, at: now.toISOString() };
  }
}
