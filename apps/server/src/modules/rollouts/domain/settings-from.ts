import { DEFAULT_GUARDS, guardsOf } from './guards/guards-of.js';
import type { Guard } from './guards/guard.js';
import type { OnRollback, RolloutSettings } from './machine/rollout.js';
import type { PlanAsked } from './plan/plan-asked.js';
import { planOf } from './plan/plan-of.js';
import type { StrategyName } from './plan/strategies.js';

const CHECK_EVERY_SECONDS = 10;
const NO_DATA_SECONDS = 600;
/** A start so long ago was not delayed on its way: it is a mistake. */
const LATE_START_MS = 300_000;

/** What someone asks of a rollout. */
export interface SettingsRequest extends PlanAsked {
  /** RFC 3339; absent: now. */
  readonly startAt?: string | undefined;
}

/** What follows from the flag and the moment. */
export interface SettingsFacts {
  readonly now: number;
  readonly flag: string;
  /** Where the request leaves it open. */
  readonly onRollback: OnRollback;
  /** Variants that the rule can serve. */
  readonly variants: readonly string[];
  /** Key of the template the request was completed from. */
  readonly template: string | null;
}

/** Settings of a rollout with what the machine need not know. */
export interface FullSettings extends RolloutSettings {
  readonly strategy: StrategyName;
  readonly guards: readonly Guard[];
  readonly variants: readonly string[];
  /** Absent in rollouts of before there were templates. */
  readonly template?: string | null;
}

/** The settings, or the first thing that is wrong with the request. */
export type SettingsResult =
  | { readonly ok: true; readonly settings: FullSettings }
  | {
      readonly ok: false;
      readonly code: 'INVALID_STEPS' | 'INVALID_WAIT' | 'INVALID_GUARD' | 'INVALID_START';
      readonly message: string;
    };

/** Settings of a rollout, complete and checked. */
export function settingsFrom(request: SettingsRequest, facts: SettingsFacts): SettingsResult {
  const { steps, waitSeconds, checkEverySeconds = CHECK_EVERY_SECONDS } = request;
  const strategy = request.strategy ?? (steps === undefined ? 'safe' : 'custom');
  const checkEveryMs = Math.round(checkEverySeconds * 1_000);
  const waitMs = waitSeconds === undefined ? undefined : Math.round(waitSeconds * 1_000);
  const planned = planOf({ strategy, steps, waitMs });
  if (!planned.ok) return planned;
  const watched = guardsOf(request.guards ?? DEFAULT_GUARDS, checkEveryMs);
  if (!watched.ok) return watched;
  const asked = request.startAt === undefined ? facts.now : Date.parse(request.startAt);
  if (asked < facts.now - LATE_START_MS) return { ok: false, ...inThePast(request, facts) };
  return {
    ok: true,
    settings: {
      flag: facts.flag,
      plan: planned.plan,
      startAt: Math.max(facts.now, asked),
      checkEveryMs,
      noDataLimitMs: Math.round((request.noDataSeconds ?? NO_DATA_SECONDS) * 1_000),
      onRollback: request.onRollback ?? facts.onRollback,
      alsoDisable: [...new Set(request.alsoDisable ?? [])].filter((key) => key !== facts.flag),
      strategy,
      guards: watched.guards,
      variants: facts.variants,
      template: facts.template,
    },
  };
}

function inThePast({ startAt }: SettingsRequest, { now }: SettingsFacts) {
  const message = `A start at ${startAt} lies in the past: here it is ${new Date(now).toISOString()}. Leave it out to start at once.`;
  return { code: 'INVALID_START', message } as const;
}
