import type { RolloutDetail } from '@sluice/protocol';
import { z } from 'zod';
import { actorWords } from './actor-words.js';
import { numbersOf } from './guard-numbers.js';
import { breachWords, limitOf } from './guard-words.js';
import { percent } from './numbers.js';
import { readingsIn } from './readings.js';

/** One thing that happened to a rollout, as the API tells it. */
export type Transition = RolloutDetail['transitions'][number];

/** What was decided, why, and how that is to be taken. */
export interface Decision {
  readonly mood: 'good' | 'bad' | 'warn' | 'plain';
  readonly what: string;
  readonly why: string;
}

const record = z.object({
  action: z.string(),
  percentage: z.number().optional(),
  reason: z.string().optional(),
  guard: z.string().optional(),
});
type Act = z.output<typeof record>;

const reasoned = z.object({ reason: z.string() });
const breached = z.object({
  health: z.object({ kind: z.literal('breach'), code: z.string(), guard: z.string() }),
});

function reasonOf({ evidence }: Transition): string {
  const parsed = reasoned.safeParse(evidence);
  return parsed.success ? parsed.data.reason : '';
}

/** Who did it, and the reason given. */
function byHand(transition: Transition): string {
  const reason = reasonOf(transition);
  return `by ${actorWords(transition.actor)}${reason === '' ? '' : `: ${reason}`}`;
}

/** The guard that asked for it, with its numbers and its limit. */
function byGuard(transition: Transition, { guards }: Pick<RolloutDetail, 'guards'>): string | null {
  const parsed = breached.safeParse(transition.evidence);
  if (!parsed.success) return null;
  const { guard: id, code } = parsed.data.health;
  const guard = guards.find((one) => one.id === id);
  const reading = readingsIn(transition.evidence).find(({ verdict }) => verdict.guard === id);
  const numbers = reading ? numbersOf(reading, guard) : '';
  const limit = guard ? limitOf(guard) : '';
  const words = [numbers, limit].filter(Boolean).join('; ');
  return `${id}: ${breachWords(code)} (${code})${words === '' ? '' : `. ${words}`}`;
}

const PAUSES: Readonly<Record<string, string>> = {
  NO_DATA: 'no guard reading came for too long',
  FLAG_DISABLED: 'the flag is disabled',
  SHUTDOWN: 'an emergency shutdown is engaged',
  ARCHIVED: 'the environment or project is archived',
};

const RESTARTED = 'who is in which group was edited, so hold and evidence begin anew';
const SET_BACK = "the database's clock was set back, so evidence begins anew";

function whatOf({ action, percentage }: Act, transition: Transition): Decision['what'] {
  const to = percent(percentage ?? transition.percentage);
  if (action === 'started') return `started at ${to}`;
  if (action === 'stepped') return `up to ${to}`;
  if (action === 'stepped-back') return `one step back to ${to}`;
  if (action === 'rolled-back-to') return `taken back to ${to} and paused`;
  if (action === 'rolled-back')
    return `ROLLED BACK from ${percent(transition.fromPercentage)} to 0 %`;
  if (action === 'paused') return `paused at ${to}`;
  if (action === 'resumed') return `goes on at ${to}`;
  if (action === 'completed') return `completed at ${to}`;
  if (action === 'aborted') return `aborted; stays at ${to}`;
  return action === 'evidence-restarted' ? `begins anew at ${to}` : action;
}

function whyOf(
  { action, reason }: Act,
  transition: Transition,
  rollout: Pick<RolloutDetail, 'guards'>,
): string {
  const guard = byGuard(transition, rollout);
  if (guard !== null) return guard;
  if (transition.event === 'flag-disabled')
    return `the flag was disabled by ${actorWords(transition.actor)}`;
  if (action === 'evidence-restarted') return transition.event === 'check' ? SET_BACK : RESTARTED;
  if (transition.event !== 'check') return byHand(transition);
  if (action === 'paused') return PAUSES[reason ?? ''] ?? reason ?? '';
  if (action === 'started') return 'its time had come';
  return rollout.guards.length === 0
    ? 'held long enough; no guards watch'
    : 'held long enough, all guards healthy';
}

const MOODS: Readonly<Record<string, Decision['mood']>> = {
  'rolled-back': 'bad',
  'stepped-back': 'bad',
  'rolled-back-to': 'warn',
  paused: 'warn',
  aborted: 'warn',
  'evidence-restarted': 'warn',
  completed: 'good',
  stepped: 'good',
};

/** What a transition decided and why, in words. */
export function decisionOf(
  transition: Transition,
  rollout: Pick<RolloutDetail, 'guards'>,
): Decision {
  const [first] = z.array(record).catch([]).parse(transition.records);
  const act = first ?? { action: transition.event };
  return {
    mood: MOODS[act.action] ?? 'plain',
    what: whatOf(act, transition),
    why: whyOf(act, transition, rollout),
  };
}
