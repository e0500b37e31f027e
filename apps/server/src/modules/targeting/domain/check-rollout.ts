import { parseInstant } from '@sluice/evaluator';
import { checkBy } from './check-attribute.js';
import { problemAt, shown, type Problem } from './problem.js';
import { checkSeed } from './check-seed.js';

/** A rollout as it may come in; see `Rollout` of the evaluator for what it should be. */
export interface RolloutDraft {
  readonly seed?: number | undefined;
  readonly by?: string | undefined;
  readonly percentage?: number | undefined;
  readonly schedule?: ScheduleDraft | undefined;
  readonly range?: readonly number[] | undefined;
}

interface ScheduleDraft {
  readonly curve: 'step' | 'linear';
  readonly steps: readonly { readonly at: string; readonly percentage: number }[];
}

const WHOLE = 100_000;

/** Problems of a gate: exactly one of percentage, schedule and range, each within its bounds (evaluation.md §5, §8). */
export function checkRollout(rollout: RolloutDraft, where: string): Problem[] {
  const { seed, by, percentage, schedule, range } = rollout;
  const problems = [...checkSeed(seed, where), ...checkBy(by, where)];
  const given = Object.entries({ percentage, schedule, range })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : given.join(' and ');
    const message = `a rollout has exactly one of percentage, schedule and range; this has ${found}.`;
    problems.push(problemAt(where, 'INVALID_ROLLOUT', message));
  }
  if (percentage !== undefined)
    problems.push(...checkPercentage(percentage, `${where}.percentage`));
  if (schedule !== undefined) problems.push(...checkSchedule(schedule, `${where}.schedule`));
  if (range !== undefined) problems.push(...checkRange(range, `${where}.range`));
  return problems;
}

function checkPercentage(percentage: number, where: string): Problem[] {
  // The nearest double to a decimal of three places, times 1000, rounds back to the whole number it came from.
  const fine = percentage === Math.round(percentage * 1000) / 1000;
  if (percentage >= 0 && percentage <= 100 && fine) return [];
  const message = `${shown(percentage)} is no percentage; it is 0–100 with at most 3 decimals.`;
  return [problemAt(where, 'INVALID_PERCENTAGE', message)];
}

function checkSchedule({ steps }: ScheduleDraft, where: string): Problem[] {
  if (steps.length === 0)
    return [problemAt(where, 'INVALID_SCHEDULE', 'a schedule has at least one step.')];
  let previous = -Infinity;
  return steps.flatMap(({ at, percentage }, index) => {
    const step = `${where}.steps[${index}]`;
    const problems = checkPercentage(percentage, `${step}.percentage`);
    const instant = parseInstant(at);
    if (instant === null) {
      const message = `${shown(at)} is no RFC 3339 instant such as 2026-01-31T12:00:00Z.`;
      problems.push(problemAt(`${step}.at`, 'INVALID_SCHEDULE', message));
    } else if (instant <= previous) {
      const message = `${shown(at)} does not come after the step before it.`;
      problems.push(problemAt(`${step}.at`, 'INVALID_SCHEDULE', message));
    }
    previous = instant ?? previous;
    return problems;
  });
}

function checkRange(range: readonly number[], where: string): Problem[] {
  const [from = -1, to = -1] = range;
  const whole = range.length === 2 && range.every(Number.isInteger);
  if (whole && from >= 0 && from <= to && to <= WHOLE) return [];
  const message = `${shown(range)} is no range; it is [from, to) in thousandths of a percent, 0 ≤ from ≤ to ≤ 100000.`;
  return [problemAt(where, 'INVALID_RANGE', message)];
}
