import stringWidth from 'string-width';
import type { RolloutDetail } from '@sluice/protocol';
import { t, type Text } from '../terminal/text.js';
import type { Paint } from '../terminal/paint.js';
import { decisionOf, type Decision } from './decision.js';
import type { Style } from './style.js';
import { clock } from './times.js';
import { wrap } from './wrap.js';

const INDENT = '    ';

/** The colour of a mood. */
export function moodColour(mood: Decision['mood'], paint: Paint): Paint['red'] {
  return { good: paint.green, bad: paint.red, warn: paint.yellow, plain: paint.bold }[mood];
}

/** What was decided and why: one block per transition, oldest first, the last `most`. */
export function historyLines(rollout: RolloutDetail, style: Style, most = 4): Text[] {
  if (most === 0) return [];
  return rollout.transitions.slice(-most).flatMap((transition) => {
    const { mood, what, why } = decisionOf(transition, rollout);
    const time = clock(transition.at, style.calendar);
    const first = t`  ${style.paint.dim(time)}  ${moodColour(mood, style.paint)(what)}`;
    const whole = why === '' ? first : t`${first}: ${why}`;
    if (stringWidth(whole.ansi) <= style.columns) return [whole];
    return [first, ...wrap(why, style.columns - INDENT.length).map((row) => t`${INDENT}${row}`)];
  });
}
