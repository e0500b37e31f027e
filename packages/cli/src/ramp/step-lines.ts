import type { RolloutDetail, RolloutView } from '@sluice/protocol';
import type { Paint } from '../terminal/paint.js';
import { t, type Text } from '../terminal/text.js';
import { bar } from './bar.js';
import { percent } from './numbers.js';
import type { Style } from './style.js';
import { clock, duration } from './times.js';

type Step = RolloutView['plan'][number];

const WIDE = { columns: 72, bar: 24 } as const;
const NARROW_BAR = 10;

/** Share of the current step's hold that has passed, 0–1, as of the last check. */
export function heldShare({ plan, heldSeconds }: RolloutView): number {
  const current = plan.find(({ status }) => status === 'current');
  return current === undefined || current.holdSeconds === 0
    ? 0
    : Math.min(1, heldSeconds / current.holdSeconds);
}

function filling(step: Step, rollout: RolloutView): number {
  if (step.status === 'done') return 1;
  return step.status === 'current' ? heldShare(rollout) : 0;
}

/** True for the step at which a rollout was taken back. */
function isFall(step: Step, { state, plan }: RolloutView): boolean {
  return state === 'rolled_back' && step === plan.findLast(({ status }) => status === 'done');
}

function markOf(step: Step, rollout: RolloutView, { glyphs }: Style): string {
  if (isFall(step, rollout)) return glyphs.bad;
  if (step.status !== 'current') return glyphs[step.status];
  return rollout.state === 'paused' ? glyphs.paused : glyphs.current;
}

function colourOf(step: Step, rollout: RolloutView, { paint }: Style): Paint['red'] {
  if (isFall(step, rollout)) return paint.red;
  if (step.status === 'current') return rollout.state === 'paused' ? paint.yellow : paint.cyan;
  return step.status === 'done' ? paint.green : paint.dim;
}

function remark(step: Step, rollout: RolloutView, { calendar }: Style): string {
  const at = step.at === null ? '' : clock(step.at, calendar);
  if (step.status === 'current') {
    const held = `held ${duration(Math.min(rollout.heldSeconds, step.holdSeconds))} of ${duration(step.holdSeconds)}`;
    return at === '' ? held : `since ${at}, ${held}`;
  }
  if (step.status === 'done') return isFall(step, rollout) ? `${at}, taken back from here` : at;
  if (step.status === 'skipped') return 'not reached';
  return at === '' ? `then held for ${duration(step.holdSeconds)}` : `about ${at}`;
}

function rowOf(step: Step, rollout: RolloutView, style: Style): Text {
  const colour = colourOf(step, rollout, style);
  const label = percent(step.percentage).padStart(8);
  const width = style.columns >= WIDE.columns ? WIDE.bar : NARROW_BAR;
  const drawn = bar(filling(step, rollout), width, style.glyphs);
  return t`  ${colour(markOf(step, rollout, style))} ${colour(label)}  ${colour(drawn)}  ${style.paint.dim(remark(step, rollout, style))}`;
}

/** The window of `most` steps around the current one. */
function around(plan: readonly Step[], most: number): { from: number; to: number } {
  if (plan.length <= most) return { from: 0, to: plan.length };
  const done = plan.findLastIndex(({ status }) => status === 'current' || status === 'done');
  const from = Math.max(0, Math.min(done - Math.floor(most / 3), plan.length - most));
  return { from, to: from + most };
}

/** A line per step with how much of its hold has passed, at most `most`; says how many are left out. */
export function stepLines(rollout: RolloutView | RolloutDetail, style: Style, most = 12): Text[] {
  const { plan } = rollout;
  const { from, to } = around(plan, most);
  const rows = plan.slice(from, to).map((step) => rowOf(step, rollout, style));
  const { dim } = style.paint;
  return [
    ...(from > 0 ? [dim(`    … ${from} before`)] : []),
    ...rows,
    ...(to < plan.length ? [dim(`    … ${plan.length - to} after`)] : []),
  ];
}
