import type { Json } from '@sluice/evaluator';
import type { RolloutView } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../../flags/index.js';
import type { RolloutEvent } from '../domain/machine/event.js';
import type { Facts, Health } from '../domain/machine/facts.js';
import { isTerminal } from '../domain/machine/transitions.js';
import { toldLimits } from '../domain/guards/told-limits.js';
import { transition } from '../domain/machine/transition.js';
import type { RolloutApplier } from '../rollout-applier.js';
import { refusalOf } from '../rollout-refusal.js';
import { rolloutView } from '../rollout-view.js';
import type { RolloutsRepository } from '../rollouts.repository.js';
import type { StoredRollout } from '../stored-rollout.js';
import { suspendedBy } from '../suspended-by.js';

/** A check older than so many intervals says nothing about now. */
const STALE_INTERVALS = 3;

/** What events work with. */
export interface EventParts {
  readonly configs: ConfigWriter;
  readonly rollouts: RolloutsRepository;
  readonly applier: RolloutApplier;
}

/**
 * `rollout.pause`, `.resume`, `.advance`, `.step-back`, `.rollback`, `.rollback-to`, `.abort`: what
 * people tell a rollout. Never versioned, so that an emergency does not wait; those that go up or down
 * by a step name the entry that was seen instead.
 */
export class RolloutEventHandler<P extends object> implements CommandHandler<P, RolloutView> {
  readonly kind: string;
  readonly role = 'operator';
  readonly scope = 'environment';
  readonly versioned = false;
  /** A rollback is an emergency, and so is whatever else stops a rollout. */
  readonly urgent: boolean;
  /** Flags of archived environments go on being served. */
  readonly allowsArchived: boolean;

  constructor(
    kind: Exclude<RolloutEvent['kind'], 'tick' | 'flag-disabled' | 'arms-edited'>,
    private readonly eventOf: (payload: P) => RolloutEvent,
    private readonly parts: EventParts,
  ) {
    this.kind = `rollout.${kind}`;
    this.urgent = kind !== 'resume' && kind !== 'advance';
    this.allowsArchived = this.urgent;
  }

  async handle(unit: WriteUnit, { target, payload }: Command<P>): Promise<RolloutView> {
    const { rollouts, applier } = this.parts;
    const id = target.id ?? '';
    const stored = await rollouts.lock(unit.sql, id, unit.environment.id);
    if (stored === null) throw new AppError('NOT_FOUND', { rollout: id });
    const event = this.eventOf(payload);
    if (stored.unreadable !== undefined && !this.urgent)
      throw refusalOf(stored, 'ROLLOUT_STATE', event.kind);
    const facts = await this.#facts(unit, stored);
    const outcome = transition(stored.rollout, event, facts);
    if ('refused' in outcome) throw refusalOf(stored, outcome.refused, event.kind);
    const place = { project: unit.project?.key ?? '', environment: unit.environment.key };
    if (outcome.effects.length === 0) return rolloutView(stored, place, unit.now.getTime());
    const cause = { event: event.kind, evidence: await this.#evidence(unit, stored, payload) };
    const saved = await applier.apply(unit, stored, outcome, cause);
    return rolloutView(saved, place, unit.now.getTime());
  }

  /**
   * The reason given: rollbacks, whole or partial, have to name one; anything else may have a comment.
   * With it what the guards said last, since that is what somebody looked at.
   */
  async #evidence(unit: WriteUnit, stored: StoredRollout, payload: P): Promise<Json> {
    const { reason = unit.comment } = payload as { reason?: string };
    const lastCheck = await this.parts.rollouts.lastCheck(unit.sql, stored.id);
    if (reason === '' && lastCheck === null) return null;
    const limits = toldLimits(stored.settings.guards) as unknown as Json;
    return { ...(reason !== '' && { reason }), ...(lastCheck !== null && { lastCheck, limits }) };
  }

  async #facts(unit: WriteUnit, stored: StoredRollout): Promise<Facts> {
    const now = unit.now.getTime();
    const health = healthNow(stored, now);
    // The flag of a rollout that has ended may be archived by now.
    if (isTerminal(stored.rollout.state)) return { now, health, flagEnabled: false };
    const { flag, config } = await this.parts.configs.load(unit, stored.settings.flag);
    const suspended = suspendedBy(unit, flag.onShutdown);
    return { now, health, flagEnabled: config.enabled, suspendedBy: suspended };
  }
}

/** What the last check found, if it is recent. Without guards there is nothing to find. */
function healthNow({ settings, rollout, health }: StoredRollout, now: number): Health {
  if (settings.guards.length === 0) return { kind: 'healthy' };
  const age = now - (rollout.lastCheckAt ?? 0);
  if (health !== null && age <= STALE_INTERVALS * settings.checkEveryMs) return health;
  return { kind: 'waiting', reason: 'no-data', silentMs: 0 };
}
