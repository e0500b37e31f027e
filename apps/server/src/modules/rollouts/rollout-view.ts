import type { RolloutView } from '@sluice/protocol';
import { timetableOf } from './domain/plan/timetable.js';
import type { StoredRollout } from './stored-rollout.js';

/** Keys of the place a rollout is in. */
export interface RolloutPlace {
  readonly project: string;
  readonly environment: string;
}

/** The last instant that RFC 3339 can write: a plan that begins in 9999 ends later. */
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

const instant = (ms: number): string => new Date(Math.min(ms, LAST_MS)).toISOString();

/** A rollout as it is answered at `now`; `reached` holds when each planned step was taken, by index. */
export function rolloutView(
  stored: StoredRollout,
  { project, environment }: RolloutPlace,
  now: number,
  reached: ReadonlyMap<number, number> = currentStep(stored),
): RolloutView {
  const { rollout, settings } = stored;
  return {
    id: stored.id,
    project,
    environment,
    flag: settings.flag,
    rule: stored.ruleId,
    state: rollout.state,
    current_percentage: rollout.percentage,
    strategy: settings.strategy,
    template: settings.template ?? null,
    plan: timetableOf(rollout, now, reached).map(({ percentage, holdMs, at, status }) => ({
      percentage,
      holdSeconds: holdMs / 1_000,
      at: at === null ? null : instant(at),
      status,
    })),
    entry: rollout.entry,
    heldSeconds: rollout.heldMs / 1_000,
    pauseReason: rollout.pauseReason,
    guards: guardViews(settings),
    checkEverySeconds: settings.checkEveryMs / 1_000,
    noDataSeconds: settings.noDataLimitMs / 1_000,
    onRollback: settings.onRollback,
    alsoDisable: [...settings.alsoDisable],
    startAt: instant(settings.startAt),
    createdAt: stored.createdAt.toISOString(),
    createdBy: stored.createdBy,
    endedAt: stored.endedAt?.toISOString() ?? null,
    health: stored.health ?? null,
    version: stored.sequence,
    asOf: instant(now),
  };
}

function currentStep({ rollout }: StoredRollout): Map<number, number> {
  const { step, stepStartedAt } = rollout;
  return new Map(stepStartedAt === null ? [] : [[step, stepStartedAt]]);
}

function guardViews({ guards }: StoredRollout['settings']): RolloutView['guards'] {
  return guards.map(({ windowMs, ...guard }) => ({
    ...guard,
    windowSeconds: windowMs === undefined ? null : windowMs / 1_000,
  }));
}
