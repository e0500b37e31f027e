import type { RolloutDetail } from '@sluice/protocol';
import { z } from 'zod';
import { shellWord } from '../words/shell-word.js';
import { percent } from './numbers.js';
import { commandFor, pauseAdvice } from './pause-advice.js';
import { clock, duration, type Calendar } from './times.js';

/** Where a rollout stands and what comes next, in words. */
export interface Standing {
  readonly mood: 'good' | 'bad' | 'warn' | 'plain';
  readonly what: string;
  /** What to do, or what is waited for; empty where there is nothing to say. */
  readonly further: string;
}

const waiting = z.object({ kind: z.literal('waiting'), reason: z.string() });

const WAITS: Readonly<Record<string, string>> = {
  'no-data': 'waits for data from its guards',
  'too-few-samples': 'waits for enough requests to judge',
  suspect: 'waits: a guard is beyond its limit and looks again',
};

/** A start later than this is not only on its way: something keeps it from beginning. */
const OVERDUE_MS = 5_000;

function scheduled(rollout: RolloutDetail, calendar: Calendar, repeated: string): Standing {
  const left = Date.parse(rollout.startAt) - calendar.now;
  const start = clock(rollout.startAt, calendar);
  if (left >= -OVERDUE_MS)
    return { mood: 'plain', what: `Starts at ${start}, in ${duration(left / 1_000)}`, further: '' };
  return {
    mood: 'warn',
    what: `Due since ${start}, and WAITS.`,
    further: `It starts once the flag is enabled (${commandFor('flags enable', rollout, { repeated })}), no shutdown is engaged (sluice shutdown status${repeated}), and its environment and project are not archived. To call it off: ${commandFor('abort', rollout, { repeated })}`,
  };
}

function running(rollout: RolloutDetail, calendar: Calendar): Standing {
  const { plan, health, heldSeconds } = rollout;
  const next = plan.find(({ status }) => status === 'planned');
  const current = plan.find(({ status }) => status === 'current');
  const target = next ? percent(next.percentage) : 'completed';
  const waits = waiting.safeParse(health);
  const further = waits.success
    ? `It ${WAITS[waits.data.reason] ?? `waits: ${waits.data.reason}`}.`
    : '';
  const left = remainingSeconds(rollout, calendar.now);
  if (current !== undefined && heldSeconds >= current.holdSeconds && further !== '')
    return { mood: 'warn', what: `Next: ${target}, once it is healthy.`, further };
  const when = left === null ? '' : left === 0 ? ' at the next check' : ` in ${duration(left)}`;
  const stop = further === '' ? '' : '.';
  return { mood: 'plain', what: `Next: ${target}${when}${stop}`, further };
}

/** Seconds until the next step or the end, if checks go on and stay healthy; null where that is not known. */
export function remainingSeconds(
  { plan, heldSeconds, asOf }: RolloutDetail,
  now: number,
): number | null {
  const next = plan.find(({ status }) => status === 'planned');
  if (next?.at != null) return Math.max(0, Date.parse(next.at) - now) / 1_000;
  const last = plan.find(({ status }) => status === 'current');
  if (next !== undefined || last === undefined) return null;
  const since = Math.max(0, now - Date.parse(asOf)) / 1_000;
  return Math.max(0, last.holdSeconds - heldSeconds - since);
}

/** Where the rollout stands and what comes next; `repeated`: global options for the commands it advises. */
export function standingOf(rollout: RolloutDetail, calendar: Calendar, repeated: string): Standing {
  const at = percent(rollout.current_percentage);
  switch (rollout.state) {
    case 'scheduled':
      return scheduled(rollout, calendar, repeated);
    case 'running':
      return running(rollout, calendar);
    case 'paused': {
      const { why, advice } = pauseAdvice(rollout, repeated);
      return { mood: 'warn', what: `PAUSED at ${at}. ${why}`, further: advice };
    }
    case 'completed':
      return { mood: 'good', what: `COMPLETED at ${at}.`, further: '' };
    case 'aborted':
      return { mood: 'warn', what: `ABORTED; the rule stays at ${at}.`, further: '' };
    case 'rolled_back':
      return {
        mood: 'bad',
        what: `ROLLED BACK: ${offWords(rollout)}.`,
        further: `The evidence: sluice rollouts show ${rollout.id} --env ${shellWord(rollout.environment)}${repeated}; another attempt: ${commandFor('deploy', rollout, { repeated })}`,
      };
  }
}

/** What a rollback of this rollout takes back, in words; `name` calls its rule something where the id means nothing yet. */
export function offWords(
  {
    flag,
    rule,
    onRollback,
    alsoDisable,
  }: Pick<RolloutDetail, 'flag' | 'rule' | 'onRollback' | 'alsoDisable'>,
  name = `rule ${rule}`,
): string {
  const off = onRollback === 'flag' ? [flag, ...alsoDisable] : alsoDisable;
  const own = onRollback === 'flag' ? '' : `${name} of ${flag} at 0 %`;
  const flags = off.length === 0 ? '' : `${off.join(', ')} disabled`;
  return [own, flags].filter(Boolean).join('; ');
}
