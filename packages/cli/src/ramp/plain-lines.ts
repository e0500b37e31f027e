import type { RolloutDetail } from '@sluice/protocol';
import { eventLine } from './event-line.js';
import { numbersOf } from './guard-numbers.js';
import { limitOf, verdictWords } from './guard-words.js';
import { percent } from './numbers.js';
import { latestReadings, type GuardReading } from './readings.js';
import { standingOf } from './standing.js';

/** Label and value. */
export type Pair = readonly [string, string];

/** A guard's verdict, numbers and limit on one line. */
export function readingWords(rollout: RolloutDetail, reading: GuardReading): string {
  const guard = rollout.guards.find(({ id }) => id === reading.verdict.guard);
  const numbers = numbersOf(reading, guard, rollout.latencies);
  const limit = guard ? limitOf(guard) : '';
  return [verdictWords(reading, guard), numbers, limit].filter(Boolean).join('; ');
}

/** A rollout as label and value pairs, the same wherever it is printed: for logs, pipes and `grep`. `repeated`: global options for the commands it advises. */
export function rolloutPairs(rollout: RolloutDetail, repeated: string): Pair[] {
  const { id, project, environment, state, plan } = rollout;
  const readings = latestReadings(rollout);
  const calendar = { now: Date.parse(rollout.asOf), timeZone: 'UTC' };
  const { what, further } = standingOf(rollout, calendar, repeated);
  return [
    ['flag', rollout.flag],
    ['environment', `${project}/${environment}`],
    ['rollout', id],
    ['strategy', rollout.strategy],
    ['state', state],
    ['percentage', percent(rollout.current_percentage)],
    ['stands', [what, further].filter(Boolean).join(' ')],
    ...plan.map(
      ({ percentage, status, at }) =>
        [`step ${percent(percentage)}`, [status, at ?? ''].filter(Boolean).join(' ')] as const,
    ),
    ...readings.map(
      (reading) => [`guard ${reading.verdict.guard}`, readingWords(rollout, reading)] as const,
    ),
  ];
}

/** What happened to it, a line each, oldest first. */
export function historyText(rollout: RolloutDetail): string[] {
  return rollout.transitions.map((transition) => eventLine(transition, rollout));
}
