import stringWidth from 'string-width';
import type { RolloutDetail } from '@sluice/protocol';
import { t, type Text } from '../terminal/text.js';
import { bar } from './bar.js';
import { guardLines } from './guard-lines.js';
import { historyLines, moodColour } from './history-lines.js';
import { percent, shown } from './numbers.js';
import { latestReadings } from './readings.js';
import { standingOf } from './standing.js';
import { stepLines } from './step-lines.js';
import { fit, type Style } from './style.js';
import { wrap } from './wrap.js';

const NARROWEST_BAR = 10;

function head(rollout: RolloutDetail, style: Style): Text[] {
  const { paint, glyphs, columns } = style;
  const where = `${rollout.project}/${rollout.environment}  ${rollout.strategy}  ${rollout.state.replace('_', ' ')}`;
  const share = percent(rollout.current_percentage);
  const width = Math.max(NARROWEST_BAR, columns - 4 - stringWidth(share));
  const mood = { rolled_back: 'bad', paused: 'warn', completed: 'good' } as const;
  const colour =
    rollout.state in mood
      ? moodColour(mood[rollout.state as keyof typeof mood], paint)
      : paint.cyan;
  const drawn = bar(rollout.current_percentage / 100, width, glyphs);
  return [
    t`${paint.bold(rollout.flag)}  ${paint.dim(where)}`,
    t`  ${colour(drawn)} ${paint.bold(share)}`,
  ];
}

function standing(rollout: RolloutDetail, style: Style): Text[] {
  const { mood, what, further } = standingOf(rollout, style.calendar, style.repeated);
  const colour = moodColour(mood, style.paint);
  const room = style.columns - 2;
  return [
    ...wrap(what, room).map((row) => t`  ${colour(row)}`),
    ...(further === '' ? [] : wrap(further, room).map((row) => t`  ${row}`)),
  ];
}

/** What programs track of their own, by arm: shown, and judged by no guard. */
function valueLines({ values }: RolloutDetail): Text[] {
  if (values == null || (values.treatment === null && values.control === null)) return [];
  const words = ({ treatment, control }: typeof values) =>
    [treatment, control].map((arm) =>
      arm === null ? 'none' : `${shown(arm.mean)} (${shown(arm.count)})`,
    );
  const [inside, outside] = words(values);
  return [t`    tracked values, mean: ${inside}; not in: ${outside}`];
}

function section(title: string, lines: readonly Text[], style: Style): Text[] {
  return lines.length === 0 ? [] : [t``, style.paint.bold(title), ...lines];
}

/** The whole picture of a ramp in lines no wider than `style.columns`. */
export function frame(
  rollout: RolloutDetail,
  style: Style,
  sizes: { steps?: number; history?: number } = {},
): Text[] {
  const { guards, latencies } = rollout;
  const watched = guardLines(guards, latestReadings(rollout), { style, latencies });
  const none = [
    t`  ${style.paint.yellow('none: nothing is watched, and nothing comes back by itself')}`,
  ];
  return [
    ...head(rollout, style),
    ...standing(rollout, style),
    ...section('Steps', stepLines(rollout, style, sizes.steps), style),
    ...section('Guards', guards.length === 0 ? none : watched, style),
    ...valueLines(rollout),
    ...section('Decided', historyLines(rollout, style, sizes.history), style),
  ].map((line) => fit(line, style.columns));
}

/** The picture in at most `rows` lines: less history first, then fewer steps, then its beginning. */
export function frameWithin(rollout: RolloutDetail, style: Style, rows: number): Text[] {
  const tries = [
    {},
    { history: 2 },
    { history: 1 },
    { history: 1, steps: 5 },
    { history: 0, steps: 3 },
  ];
  for (const sizes of tries) {
    const lines = frame(rollout, style, sizes);
    if (lines.length <= rows) return lines;
  }
  return frame(rollout, style, { history: 0, steps: 1 }).slice(0, rows);
}
