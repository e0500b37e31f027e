import type { Json } from '@sluice/evaluator';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { ConfigWriter } from '../../flags/index.js';
import { withBaseline } from '../domain/guards/baseline.js';
import { checkGuards, type GuardCheck } from '../domain/guards/check-guards.js';
import { explainSilence } from '../domain/guards/explain-silence.js';
import { healthOf } from '../domain/guards/health-of.js';
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
 * `rollout.check`: one check of one rollout, by whichever replica comes first. Folds in what its
 * sources delivered, asks the guards, and takes at most one step; evidence, percentage, change log and
 * audit commit together.
 */
export class CheckRolloutHandler implements CommandHandler<unknown, CheckResult | null> {
  readonly kind = 'rollout.check';
  readonly role = 'operator';
  readonly scope = 'environment';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(private readonly parts: CheckParts) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<CheckResult | null> {
    const { rollouts, applier } = this.parts;
    const claim = { environmentId: unit.environment.id, now: unit.now };
    const claimed = await rollouts.claim(unit.sql, target.id ?? '', claim);
    if (claimed === null) return null;
    if (claimed.stored.unreadable !== undefined) return this.#stop(unit, claimed.stored);
    const { stored, checks } = await this.#ask(unit, claimed.stored);
    const facts: Facts = {
      now: unit.now.getTime(),
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

  /** The rollout with what its guards now know and say. */
  async #ask(
    unit: WriteUnit,
    stored: StoredRollout,
  ): Promise<{ stored: StoredRollout; checks: readonly GuardCheck[] }> {
    const now = unit.now.getTime();
    const { telemetry } = this.parts;
    const { id, rollout, settings } = stored;
    if (rollout.state === 'scheduled') {
      if (settings.startAt > now) return { stored, checks: [] };
      const cells = await telemetry.cellsBefore(unit.sql, stored, now);
      const memory = withBaseline(stored.memory, settings.guards, cells);
      return { stored: { ...stored, memory }, checks: [] };
    }
    const from = stored.memory.readUntil;
    const { clients } = stored.memory;
    const [cells, clientCells, ids, readings, silences] = await Promise.all([
      telemetry.cells(unit.sql, id, rollout.entry, { from, now }),
      clients === undefined
        ? []
        : telemetry.clientCells(unit.sql, id, rollout.entry, { from: clients.readUntil, now }),
      telemetry.ids(unit.sql, id, rollout.entry),
      telemetry.readings(unit.sql, id, { from: readingsFrom(stored, now), now }),
      telemetry.silences(unit.sql, id),
    ]);
    const inputs = { now, cells, clientCells, ids, readings };
    const checked = checkGuards(rollout, settings.guards, stored.memory, inputs);
    const { memory } = checked;
    const checks = explainSilence(checked.checks, silences);
    const health = healthOf(checks.map(({ verdict }) => verdict));
    return { stored: { ...stored, memory, health }, checks };
  }
}

/** Readings of the entry, no older than what still counts; the guards themselves know which they had. */
function readingsFrom({ settings, rollout }: StoredRollout, now: number): number {
  const back = Math.max(180_000, 6 * settings.checkEveryMs);
  return Math.max(now - back, rollout.stepStartedAt ?? 0);
}
