import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import type { ConfigChange, FlagDefinition, RuleLocks, StoredDefinition } from '../flags/index.js';
import type { RolloutEvent } from './domain/machine/event.js';
import { transition } from './domain/machine/transition.js';
import { lockVerdict } from './domain/rule/rule-lock.js';
import { RolloutRecorder } from './rollout-recorder.js';
import { RolloutsRepository } from './rollouts.repository.js';
import type { StoredRollout } from './stored-rollout.js';

/** Keeps hands off rules that are being stepped, and tells rollouts of edits that concern them (rollouts.md, "Lock"). */
@Injectable()
export class RolloutLocks implements RuleLocks {
  constructor(
    private readonly rollouts: RolloutsRepository,
    private readonly recorder: RolloutRecorder,
  ) {}

  async configChanging(unit: WriteUnit, change: ConfigChange): Promise<void> {
    const { flag, environmentId, before, after, byRollout, stepped } = change;
    const disabled = before.enabled && !after.enabled;
    const edited =
      before.rules !== after.rules ||
      before.targets !== after.targets ||
      before.fallthrough !== after.fallthrough;
    if (stepped === false || (!disabled && !edited)) return;
    const active = await this.rollouts.activeOfFlag(unit.sql, flag.id, [environmentId]);
    for (const stored of active.filter(({ id }) => id !== byRollout)) {
      const verdict = lockVerdict(before, after, stored.ruleId);
      if (verdict.kind === 'locked') throw locked(stored, `its ${verdict.part}`);
      if (disabled) await this.#tell(unit, stored, { kind: 'flag-disabled' });
      else if (verdict.kind === 'arms-edited') await this.armsEdited(unit, stored);
    }
  }

  async definitionChanging(
    unit: WriteUnit,
    flag: StoredDefinition,
    next: FlagDefinition | null,
  ): Promise<void> {
    const parents = next !== null && differs(flag.prerequisites, next.prerequisites);
    const revalued = next === null ? [] : revaluedVariants(flag, next);
    if (next !== null && !parents && revalued.length === 0) return;
    const environments = [...unit.environments.keys()];
    for (const stored of await this.rollouts.activeOfFlag(unit.sql, flag.id, environments)) {
      if (next === null) throw locked(stored, 'its flag');
      const touched = stored.settings.variants.find((name) => revalued.includes(name));
      if (touched !== undefined) throw locked(stored, `its variant ${touched}`);
      await this.armsEdited(unit, stored);
    }
  }

  /** Hold and evidence of the step begin anew: who is in the arms has changed. */
  armsEdited(unit: WriteUnit, stored: StoredRollout): Promise<void> {
    return this.#tell(unit, stored, { kind: 'arms-edited' });
  }

  async #tell(unit: WriteUnit, stored: StoredRollout, event: RolloutEvent): Promise<void> {
    const facts = {
      now: unit.now.getTime(),
      health: { kind: 'healthy' },
      flagEnabled: event.kind !== 'flag-disabled',
    } as const;
    const outcome = transition(stored.rollout, event, facts);
    if ('refused' in outcome || outcome.effects.length === 0) return;
    await this.recorder.record(unit, stored, outcome, { event: event.kind, evidence: null });
  }
}

/** Variants that have another value afterwards, or are gone; what is new reaches nobody yet. */
function revaluedVariants({ variants }: StoredDefinition, next: FlagDefinition): string[] {
  return Object.keys(variants).filter((name) => differs(variants[name], next.variants[name]));
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function locked({ id, settings, ruleId, rollout }: StoredRollout, part: string): AppError {
  const details = { rollout: id, flag: settings.flag, rule: ruleId, state: rollout.state };
  const message = `Rollout ${id} is stepping the rule ${ruleId} of ${settings.flag}: ${part} cannot change meanwhile. Abort the rollout or roll it back first; disabling and shutdown are always possible.`;
  return new AppError('ROLLOUT_LOCKED', details, { message });
}
