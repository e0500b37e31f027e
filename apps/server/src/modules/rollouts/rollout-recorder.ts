import { Injectable } from '@nestjs/common';
import type { Json } from '@sluice/evaluator';
import type { WriteUnit } from '../commands/index.js';
import { forgetEvidence } from './domain/guards/guard-memory.js';
import type { RolloutRecord } from './domain/machine/effect.js';
import type { Outcome } from './domain/machine/outcome.js';
import { RolloutsRepository } from './rollouts.repository.js';
import type { StoredRollout } from './stored-rollout.js';

/** What a transition rests on, for the history and the audit log. */
export interface Cause {
  readonly event: string;
  readonly evidence: Json;
}

/** Outcome of an event that was not refused. */
export type Passed = Exclude<Outcome, { readonly refused: string }>;

/** Stores what became of a rollout, with its history and its audit events. */
@Injectable()
export class RolloutRecorder {
  constructor(private readonly rollouts: RolloutsRepository) {}

  /** The rollout as stored after the outcome; a check that changed nothing else leaves no history. */
  async record(
    unit: WriteUnit,
    stored: StoredRollout,
    { next, effects }: Passed,
    cause: Cause,
  ): Promise<StoredRollout> {
    const records = effects.flatMap((effect) => (effect.kind === 'record' ? [effect.what] : []));
    const anew = effects.some(({ kind }) => kind === 'begin-evidence');
    const now = unit.now.getTime();
    const saved: StoredRollout = {
      ...stored,
      rollout: next,
      memory: anew ? forgetEvidence(stored.memory, now) : stored.memory,
      // What was found at another percentage, or about other users, is no reason to go up.
      health: anew ? null : stored.health,
      sequence: stored.sequence + (records.length > 0 ? 1 : 0),
    };
    await this.rollouts.save(unit.sql, saved, unit.now);
    if (records.length > 0) await this.#remember(unit, { stored, saved }, records, cause);
    return saved;
  }

  async #remember(
    unit: WriteUnit,
    { stored, saved }: { readonly stored: StoredRollout; readonly saved: StoredRollout },
    records: readonly RolloutRecord[],
    { event, evidence }: Cause,
  ): Promise<void> {
    const { id, environmentId, settings } = stored;
    const [before, after] = [stored.rollout, saved.rollout];
    await this.rollouts.addTransition(unit.sql, id, {
      sequence: saved.sequence,
      at: unit.now,
      actor: unit.actor.name,
      event,
      fromState: before.state,
      toState: after.state,
      fromPercentage: before.percentage,
      percentage: after.percentage,
      step: after.step,
      records: records,
      evidence,
    });
    for (const record of records)
      unit.audit({
        action: `rollout.${record.action}`,
        resource: `rollout:${id}`,
        environmentId,
        before: { state: before.state, percentage: before.percentage },
        after: { state: after.state, percentage: after.percentage },
        details: {
          flag: settings.flag,
          rule: stored.ruleId,
          sequence: saved.sequence,
          event,
          record: record as never,
          evidence,
        },
      });
  }
}
