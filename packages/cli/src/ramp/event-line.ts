import type { RolloutDetail } from '@sluice/protocol';
import { printable } from '../terminal/printable.js';
import { decisionOf, type Transition } from './decision.js';
import { standingOf } from './standing.js';

/** One line for one transition, the same wherever it is printed: instant (UTC), flag, what was decided, why. */
export function eventLine(transition: Transition, rollout: RolloutDetail): string {
  const { what, why } = decisionOf(transition, rollout);
  const text = [transition.at, rollout.flag, what].join('  ');
  return printable(why === '' ? text : `${text}  (${why})`);
}

/** One line that says where a rollout stands at the time of the reading; `repeated`: global options for the commands it advises. */
export function standingLine(rollout: RolloutDetail, repeated: string): string {
  const calendar = { now: Date.parse(rollout.asOf), timeZone: 'UTC' };
  const { what, further } = standingOf(rollout, calendar, repeated);
  const text = [rollout.asOf, rollout.flag, what, further].filter(Boolean).join('  ');
  return printable(text);
}
