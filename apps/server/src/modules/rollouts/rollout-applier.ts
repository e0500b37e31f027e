import { Injectable } from '@nestjs/common';
import type { Rule } from '@sluice/evaluator';
import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import { configOf, ConfigWriter, type FlagConfigState } from '../flags/index.js';
import type { RolloutEffect } from './domain/machine/effect.js';
import { RolloutRecorder, type Cause, type Passed } from './rollout-recorder.js';
import type { StoredRollout } from './stored-rollout.js';

/** Carries out what a transition asks for: percentage and flags first, then the rollout itself. */
@Injectable()
export class RolloutApplier {
  constructor(
    private readonly configs: ConfigWriter,
    private readonly recorder: RolloutRecorder,
  ) {}

  /** The rollout as stored afterwards, all in the transaction of the unit. */
  async apply(
    unit: WriteUnit,
    stored: StoredRollout,
    passed: Passed,
    cause: Cause,
  ): Promise<StoredRollout> {
    const disabled = new Set(passed.effects.flatMap(flagsOf));
    const { flag } = stored.settings;
    await this.#writeOwn(unit, stored, passed, disabled.has(flag));
    disabled.delete(flag);
    for (const key of disabled) await this.#disable(unit, stored, key);
    return this.recorder.record(unit, stored, passed, cause);
  }

  async #writeOwn(
    unit: WriteUnit,
    stored: StoredRollout,
    { next, effects }: Passed,
    disable: boolean,
  ): Promise<void> {
    if (!disable && !effects.some(({ kind }) => kind === 'set-percentage')) return;
    const configured = await this.configs.load(unit, stored.settings.flag);
    const { config } = configured;
    const changed: FlagConfigState = {
      ...configOf(config),
      enabled: config.enabled && !disable,
      rules: config.rules.map((rule) => stepped(rule, stored.ruleId, next.percentage)),
    };
    const action = next.state === 'rolled_back' ? 'rollout.rollback' : 'rollout.step';
    await this.configs.save(unit, configured, changed, { action, byRollout: stored.id });
  }

  /** A companion that was archived or deleted meanwhile serves nothing already, and must not stop a rollback. */
  async #disable(unit: WriteUnit, stored: StoredRollout, key: string): Promise<void> {
    try {
      const configured = await this.configs.load(unit, key);
      const next = { ...configOf(configured.config), enabled: false };
      const options = { action: 'rollout.rollback', byRollout: stored.id };
      await this.configs.save(unit, configured, next, options);
    } catch (error) {
      const gone =
        error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'ARCHIVED');
      if (!gone) throw error;
    }
  }
}

function flagsOf(effect: RolloutEffect): readonly string[] {
  return effect.kind === 'disable-flags' ? effect.flags : [];
}

/** The rule at this percentage if it is the one; seed and bucketing attribute stay, so the same users go first. */
export function stepped(rule: Rule, ruleId: string, percentage: number): Rule {
  if (rule.id !== ruleId || rule.rollout === undefined) return rule;
  const { seed, by } = rule.rollout;
  return { ...rule, rollout: { seed, ...(by !== undefined && { by }), percentage } };
}
