import type { RolloutView } from '@sluice/protocol';
import { joined, t, type Text } from '../terminal/text.js';
import { limitOf, sourceOf, type Guard } from './guard-words.js';
import { percent } from './numbers.js';
import { offWords } from './standing.js';
import type { Style } from './style.js';
import { clock, duration } from './times.js';
import { wrap } from './wrap.js';

const LABEL = 10;

function row(label: string, words: string, { paint, columns }: Style): Text[] {
  const rows = wrap(words, Math.max(20, columns - LABEL - 2));
  return rows.map(
    (part, index) => t`  ${paint.dim((index === 0 ? label : '').padEnd(LABEL))}${part}`,
  );
}

function stepRows({ plan, state, startAt }: RolloutView, style: Style): Text[] {
  const { calendar } = style;
  let at = state === 'scheduled' ? Date.parse(startAt) : calendar.now;
  const rows = plan.map(({ percentage, holdSeconds }, index) => {
    const when =
      index === 0 && state !== 'scheduled'
        ? 'at once'
        : `about ${clock(new Date(at).toISOString(), calendar)}`;
    at += 1_000 * holdSeconds;
    const last = index === plan.length - 1 ? 'validated' : 'held';
    return `${percent(percentage).padStart(8)}  ${when}, ${last} for ${duration(holdSeconds)}`;
  });
  const end = `  done at the earliest ${clock(new Date(at).toISOString(), calendar)}`;
  return [...rows, end].map(
    (text, index) => t`  ${style.paint.dim((index === 0 ? 'steps' : '').padEnd(LABEL))}${text}`,
  );
}

const ACTIONS: Readonly<Record<Guard['action'], string>> = {
  rollback: 'else rolled back',
  'step-back': 'else one step back',
  pause: 'else paused',
};

function guardRows({ guards }: RolloutView, style: Style): Text[] {
  const { paint } = style;
  if (guards.length === 0)
    return [
      t`  ${paint.dim('guards'.padEnd(LABEL))}${paint.yellow('none: nothing is watched, and nothing comes back by itself')}`,
    ];
  const rows = guards.map((guard) => {
    const limit = `${guard.id}: ${limitOf(guard)} (${sourceOf(guard)}), ${ACTIONS[guard.action]}`;
    return wrap(limit, Math.max(20, style.columns - LABEL - 2));
  });
  return rows
    .flat()
    .map((text, index) => t`  ${paint.dim((index === 0 ? 'guards' : '').padEnd(LABEL))}${text}`);
}

/** What a rollout acts on, before it starts. */
export interface PlanSubject {
  /** The rule in words: which, and what becomes of its present gate. */
  readonly rule: string;
  /** How to call it: its id means nothing while it is only planned. */
  readonly name: string;
  /** What else will change at the start; empty for nothing. */
  readonly further: readonly string[];
}

/** What will happen: the rule, the steps with their times, the guards, and what a rollback takes back. */
export function planLines(
  rollout: RolloutView,
  { rule, name, further }: PlanSubject,
  style: Style,
): Text[] {
  const { paint } = style;
  const { flag, project, environment, strategy, template, onRollback } = rollout;
  const from = template === null ? strategy : `${strategy}, from template ${template}`;
  return [
    joined([paint.bold(flag), paint.dim(`${project}/${environment}  ${from}`)], '  '),
    ...row('rule', rule, style),
    ...further.flatMap((words) => row('', words, style)),
    ...stepRows(rollout, style),
    ...guardRows(rollout, style),
    ...row(
      'checks',
      `every ${duration(rollout.checkEverySeconds)}; paused after ${duration(rollout.noDataSeconds)} without data`,
      style,
    ),
    ...row('rollback', `kind "${onRollback}": ${offWords(rollout, name)}`, style),
  ];
}
