import { parseInstant, type FlagType, type Rule } from '@sluice/evaluator';
import { CONFIRMABLE_CODES, type ConfirmableCode } from '@sluice/protocol';
import type { Problem } from '../../targeting/index.js';
import type { FlagConfigState } from './flag-config.js';

/** A configuration as stored, with the warnings that were confirmed for it. */
export interface WarnedConfig extends FlagConfigState {
  readonly warnings: readonly string[];
}

/** The warnings a configuration carries from now on, and those that someone has yet to confirm. */
export interface Warnings {
  readonly all: readonly ConfirmableCode[];
  readonly unconfirmed: readonly Problem[];
}

/**
 * Warnings of a configuration about to be saved (evaluation.md §8). One that was there before stays without
 * being confirmed again; enabling always asks again about a schedule that has run out.
 */
export function warningsOf(
  flag: { readonly key: string; readonly type: FlagType },
  configs: { readonly before: WarnedConfig; readonly after: FlagConfigState },
  now: number,
): Warnings {
  const { before, after } = configs;
  const found = new Map<ConfirmableCode, Problem>();
  if (flag.type === 'boolean' && after.offVariant === 'on')
    found.set('OFF_VARIANT_ON', offVariantProblem(flag.key));
  const due = after.rules.find((rule) => isDue(rule, now));
  const dueAgain = due !== undefined && after.enabled && !ranOutWhileEnabled(before, due);
  const dueBefore = due !== undefined && before.warnings.includes('SCHEDULE_ALREADY_DUE');
  if (due !== undefined && (dueAgain || dueBefore))
    found.set('SCHEDULE_ALREADY_DUE', dueProblem(flag.key, due));
  const standing = before.warnings.filter((code) => !(code === 'SCHEDULE_ALREADY_DUE' && dueAgain));
  return {
    all: CONFIRMABLE_CODES.filter((code) => found.has(code)),
    unconfirmed: [...found.values()].filter(({ code }) => !standing.includes(code)),
  };
}

function isDue({ rollout }: Rule, now: number): boolean {
  const last = rollout?.schedule?.steps.at(-1);
  return last !== undefined && (parseInstant(last.at) ?? Infinity) <= now;
}

/** Whether the same schedule was there and served before this write: then nothing new begins. */
function ranOutWhileEnabled(before: WarnedConfig, due: Rule): boolean {
  if (!before.enabled) return false;
  const stored = before.rules.find(({ id }) => id === due.id)?.rollout?.schedule;
  return stored !== undefined && scheduleText(stored) === scheduleText(due.rollout?.schedule);
}

type Schedule = NonNullable<Rule['rollout']>['schedule'];

function scheduleText(schedule: Schedule): string {
  return JSON.stringify([
    schedule?.curve,
    schedule?.steps.map(({ at, percentage }) => [at, percentage]),
  ]);
}

function offVariantProblem(flag: string): Problem {
  const message = `the off variant of ${flag} is on: it turns the flag on when it is disabled or shut down. Send confirm: ["OFF_VARIANT_ON"] if that is meant.`;
  return { code: 'OFF_VARIANT_ON', message, details: { flag, offVariant: 'on' } };
}

function dueProblem(flag: string, { id, rollout }: Rule): Problem {
  const last = rollout?.schedule?.steps.at(-1);
  const message = `the schedule of rule ${id} of ${flag} ended at ${last?.at ?? ''}: it would serve ${last?.percentage ?? 0} % at once. Move the schedule, or send confirm: ["SCHEDULE_ALREADY_DUE"] if that is meant.`;
  return { code: 'SCHEDULE_ALREADY_DUE', message, details: { flag, rule: id, endedAt: last?.at } };
}
