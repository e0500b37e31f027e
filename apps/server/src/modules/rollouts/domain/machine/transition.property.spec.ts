import fc from 'fast-check';
import type { RolloutEvent } from './event.js';
import { stoppedBy, type Facts, type Health } from './facts.js';
import { scheduledRollout, type Rollout, type RolloutState } from './rollout.js';
import { transition } from './transition.js';
import { isTerminal, TERMINAL_STATES, TRANSITIONS } from './transitions.js';

const KINDS = [
  'tick',
  'pause',
  'resume',
  'advance',
  'step-back',
  'rollback',
  'rollback-to',
  'abort',
  'flag-disabled',
  'arms-edited',
] as const satisfies readonly RolloutEvent['kind'][];

const health = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Health>({ kind: 'healthy' }) },
  fc.record({
    kind: fc.constant('waiting' as const),
    reason: fc.constantFrom('no-data', 'too-few-samples', 'suspect'),
    silentMs: fc.nat(1_200_000),
  }),
  fc.record({
    kind: fc.constant('breach' as const),
    action: fc.constantFrom('rollback', 'step-back', 'pause'),
    code: fc.constantFrom('TRIPWIRE', 'SITE_WIDE', 'SAMPLE_RATIO'),
    guard: fc.constant('g'),
  }),
);

interface Move {
  readonly kind: RolloutEvent['kind'];
  readonly later: number;
  readonly health: Health;
  readonly flagEnabled: boolean;
  readonly suspendedBy: Facts['suspendedBy'];
  readonly percentage: number;
  readonly stale: boolean;
}

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof({ weight: 3, arbitrary: fc.constant('tick' as const) }, fc.constantFrom(...KINDS)),
  later: fc.integer({ min: -5_000, max: 60_000 }),
  health,
  flagEnabled: fc.oneof({ weight: 19, arbitrary: fc.constant(true) }, fc.constant(false)),
  suspendedBy: fc.oneof(
    { weight: 40, arbitrary: fc.constant(undefined) },
    fc.constantFrom('SHUTDOWN' as const, 'ARCHIVED' as const),
  ),
  percentage: fc.integer({ min: -5, max: 105 }),
  stale: fc.boolean(),
});
const story = fc.array(move, { maxLength: 60 });

function eventOf(rollout: Rollout, { kind, percentage, stale }: Move): RolloutEvent {
  if (kind === 'advance' || kind === 'step-back')
    return { kind, from: rollout.entry - (stale ? 1 : 0) };
  if (kind === 'rollback-to') return { kind, percentage };
  return kind === 'rollback' ? { kind, reason: 'asked' } : { kind };
}

const START = scheduledRollout({
  flag: 'f',
  plan: [5, 20, 100].map((percentage) => ({ percentage, holdMs: 20_000 })),
  startAt: 10_000,
  checkEveryMs: 10_000,
  noDataLimitMs: 600_000,
  onRollback: 'flag',
  alsoDisable: [],
});

interface Passage {
  readonly before: Rollout;
  readonly event: RolloutEvent;
  readonly facts: Facts;
  readonly after: Rollout;
  readonly effects: number;
}

/** Every passage of a story, refused events left out. */
function tell(moves: readonly Move[]): Passage[] {
  const passages: Passage[] = [];
  let before = START;
  let now = 0;
  for (const one of moves) {
    now += one.later;
    const event = eventOf(before, one);
    const { health, flagEnabled, suspendedBy } = one;
    const facts = { now, health, flagEnabled, suspendedBy };
    const outcome = transition(before, event, facts);
    if ('refused' in outcome) continue;
    passages.push({ before, event, facts, after: outcome.next, effects: outcome.effects.length });
    before = outcome.next;
  }
  return passages;
}

const always = (holds: (passage: Passage) => void): void =>
  fc.assert(
    fc.property(story, (moves) => tell(moves).forEach(holds)),
    { numRuns: 2_000 },
  );

describe('the machine', () => {
  it('never leaves its table', () => {
    always(({ before, event, after }) => {
      expect(TRANSITIONS[before.state][event.kind]).toContain(after.state);
    });
  });

  it('never raises the percentage without healthy evidence, the first step aside', () => {
    always(({ before, facts, after }) => {
      if (after.percentage <= before.percentage) return;
      expect(before.state === 'scheduled' || facts.health.kind === 'healthy').toBe(true);
    });
  });

  it('never raises the percentage while nobody gets the flag', () => {
    always(({ before, facts, after }) => {
      if (after.percentage > before.percentage) expect(stoppedBy(facts)).toBeNull();
    });
  });

  it('never skips a planned step on its way up', () => {
    always(({ before, after }) => {
      if (after.percentage <= before.percentage) return;
      const between = START.settings.plan.filter(
        ({ percentage }) => percentage > before.percentage && percentage <= after.percentage,
      );
      expect(between).toHaveLength(1);
    });
  });

  it('changes nothing after a terminal state', () => {
    always(({ before, after, effects }) => {
      if (!isTerminal(before.state)) return;
      expect(after).toBe(before);
      expect(effects).toBe(0);
    });
  });

  it('does nothing more when an event is delivered again', () => {
    always(({ event, facts, after }) => {
      const again = transition(after, event, facts);
      if ('refused' in again) return;
      const { entry: _, ...settled } = after;
      if (event.kind === 'arms-edited') expect(again.next).toMatchObject(settled);
      else expect(again).toEqual({ next: after, effects: [] });
    });
  });

  it('reaches every state, and everything its table promises', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(story, (moves) => {
        for (const { before, event, after } of tell(moves))
          reached.add(`${before.state} ${event.kind} ${after.state}`);
      }),
      { numRuns: 40_000, seed: 1 },
    );
    const promised = Object.entries(TRANSITIONS).flatMap(([state, events]) =>
      Object.entries(events).flatMap(([kind, targets]) =>
        targets.map((target) => `${state} ${kind} ${target}`),
      ),
    );
    expect([...reached].sort()).toEqual(promised.sort());
  });

  it('has no dead end but the three terminal states', () => {
    const states = Object.keys(TRANSITIONS) as RolloutState[];
    const next = (state: RolloutState): RolloutState[] =>
      Object.values(TRANSITIONS[state]).flatMap((targets) => [...targets]);
    for (const state of states) {
      const ahead = new Set(next(state));
      for (const found of ahead) next(found).forEach((further) => ahead.add(further));
      const ends = [...ahead].filter((one) => TERMINAL_STATES.includes(one));
      expect(ends.length > 0 && (isTerminal(state) || ahead.size > 1)).toBe(true);
      if (isTerminal(state)) expect([...ahead]).toEqual([state]);
    }
  });
});
