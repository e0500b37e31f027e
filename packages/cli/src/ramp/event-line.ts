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

/** One line that says where a rollout stands at the time of the reading. */
export function standingLine(rollout: RolloutDetail): string {
  const { what, further } = standingOf(rollout, { now: Date.parse(rollout.asOf), timeZone: 'UTC' });
  const text = [rollout.asOf, rollout.flag, what, further].filter(Boolean).join('  ');
  return printable(text);
}
