import type { Json } from '@sluice/evaluator';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../../flags/index.js';
import { toldLimits } from '../domain/guards/told-limits.js';
import type { Facts } from '../domain/machine/facts.js';
import { pause } from '../domain/machine/moves.js';
import { transition } from '../domain/machine/transition.js';
import type { RolloutApplier } from '../rollout-applier.js';
import { refusalOf } from '../rollout-refusal.js';
import type { RolloutsRepository } from '../rollouts.repository.js';
import type { StoredRollout } from '../stored-rollout.js';
import { suspendedBy } from '../suspended-by.js';
import type { TelemetryRepository } from '../telemetry/telemetry.repository.js';
import { askGuards } from './ask-guards.js';

/** What checks work with. */
export interface CheckParts {
  readonly configs: ConfigWriter;
  readonly rollouts: RolloutsRepository;
  readonly telemetry: TelemetryRepository;
  readonly applier: RolloutApplier;
}

/** What became of a claim; null where another replica had it. */
export interface CheckResult {
  readonly state: string;
  readonly sequence: number;
}

/**
 * `rollout.check` and `rollout.check-urgent`: one check of one rollout, by whichever replica comes first. Folds in what its
 * sources delivered, asks the guards, and takes at most one step; evidence, percentage, change log and
 * audit commit together.
 */
export class CheckRolloutHandler implements CommandHandler<unknown, CheckResult | null> {
  readonly kind: 'rollout.check' | 'rollout.check-urgent';
  readonly role = 'operator';
  readonly scope = 'environment';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(
    private readonly parts: CheckParts,
    /** For a check that is known to end in a breach: it waits for no large import. */
    readonly urgent = false,
  ) {
    this.kind = urgent ? 'rollout.check-urgent' : 'rollout.check';
  }

  async handle(unit: WriteUnit, { target }: Command): Promise<CheckResult | null> {
    const { rollouts, applier } = this.parts;
    const claim = { environmentId: unit.environment.id, now: unit.now };
    const claimed = await rollouts.claim(unit.sql, target.id ?? '', claim);
    if (claimed === null) return null;
    if (claimed.stored.unreadable !== undefined) return this.#stop(unit, claimed.stored);
    const { sql } = unit;
    const { telemetry } = this.parts;
    const asked = { sql, telemetry, now: unit.now.getTime() };
    const { stored, checks } = await askGuards(asked, claimed.stored);
    const facts: Facts = {
      now: asked.now,
      health: stored.health ?? { kind: 'healthy' },
      flagEnabled: claimed.enabled,
      suspendedBy: suspendedBy(unit, claimed.onShutdown),
    };
    const outcome = transition(stored.rollout, { kind: 'tick' }, facts);
    if ('refused' in outcome) return null;
    await rollouts.addCheck(unit.sql, stored, { at: unit.now, readings: checks });
    // A number that JSON does not hold must not keep a rollback from being committed.
    const limits = toldLimits(stored.settings.guards);
    const evidence = JSON.parse(JSON.stringify({ health: stored.health, checks, limits })) as Json;
    const saved = await applier.apply(unit, stored, outcome, { event: 'check', evidence });
    return { state: saved.rollout.state, sequence: saved.sequence };
  }

  /** Nothing is decided on what could not be read: it stands still until somebody ends it. */
  async #stop(unit: WriteUnit, stored: StoredRollout): Promise<CheckResult> {
    const { unreadable = '', rollout } = stored;
    const outcome = pause(rollout, 'UNREADABLE');
    if (rollout.state !== 'running' || 'refused' in outcome)
      throw refusalOf(stored, 'ROLLOUT_STATE', 'check');
    const cause = { event: 'check', evidence: { unreadable } };
    const saved = await this.parts.applier.apply(unit, stored, outcome, cause);
    return { state: saved.rollout.state, sequence: saved.sequence };
  }
}
