import { STRATEGIES } from '../plan/strategies.js';
import type { RolloutEffect } from './effect.js';
import type { RolloutEvent } from './event.js';
import type { Facts, Health } from './facts.js';
import { scheduledRollout, type Rollout, type RolloutSettings } from './rollout.js';
import { transition } from './transition.js';

const SECOND = 1_000;
const settings: RolloutSettings = {
  flag: 'phase_4_deployment',
  plan: [5, 10, 25, 100].map((percentage) => ({ percentage, holdMs: 60 * SECOND })),
  startAt: 0,
  checkEveryMs: 10 * SECOND,
  noDataLimitMs: 600 * SECOND,
  onRollback: 'flag',
  alsoDisable: ['aatc_system_enabled'],
};
const HEALTHY: Health = { kind: 'healthy' };
const breach = (
  action: 'rollback' | 'step-back' | 'pause',
  code = 'TRIPWIRE' as const,
): Health => ({
  kind: 'breach',
  action,
  code,
  guard: 'errors',
});
const waiting = (reason: 'no-data' | 'too-few-samples' | 'suspect', silentMs = 0): Health => ({
  kind: 'waiting',
  reason,
  silentMs,
});

/** A rollout with its own clock, to tell a story in a test. */
class Story {
  rollout: Rollout;
  now = 0;
  effects: readonly RolloutEffect[] = [];

  constructor(more: Partial<RolloutSettings> = {}) {
    this.rollout = scheduledRollout({ ...settings, ...more });
  }

  on(event: RolloutEvent, health: Health = HEALTHY, more: Partial<Facts> = {}): string {
    const facts = { now: this.now, health, flagEnabled: true, ...more };
    const outcome = transition(this.rollout, event, facts);
    if ('refused' in outcome) return outcome.refused;
    this.rollout = outcome.next;
    this.effects = outcome.effects;
    return outcome.next.state;
  }

  /** Checks for so many seconds. */
  watch(seconds: number, health: Health = HEALTHY): this {
    for (let passed = 0; passed < seconds; passed += 10) {
      this.now += 10 * SECOND;
      this.on({ kind: 'tick' }, health);
    }
    return this;
  }

  started(): this {
    this.on({ kind: 'tick' });
    return this;
  }
}

describe('a rollout', () => {
  it('waits for its start and begins with the first step, needing no evidence', () => {
    const story = new Story({ startAt: 30 * SECOND });
    expect(story.on({ kind: 'tick' })).toBe('scheduled');
    story.now = 30 * SECOND;
    expect(story.on({ kind: 'tick' }, waiting('no-data'))).toBe('running');
    expect(story.effects).toEqual([
      { kind: 'set-percentage', percentage: 5 },
      { kind: 'begin-evidence' },
      { kind: 'record', what: { action: 'started', percentage: 5 } },
    ]);
  });

  it('holds each step, goes up one at a time, and is completed after the hold of the last', () => {
    const story = new Story().started();
    const seen: number[] = [];
    for (let minute = 0; minute < 3; minute++) seen.push(story.watch(60).rollout.percentage);
    expect(seen).toEqual([10, 25, 100]);
    expect(story.watch(50).rollout.state).toBe('running');
    expect(story.watch(10).rollout.state).toBe('completed');
    expect(story.rollout.percentage).toBe(100);
  });

  it('is seven days long when safe', () => {
    const total = STRATEGIES.safe.reduce((sum, { holdMs }) => sum + holdMs, 0);
    expect(total).toBe(7 * 86_400 * SECOND);
  });

  it('does not count a gap of more than three intervals as held, nor make up for it', () => {
    const story = new Story().started().watch(30);
    story.now += 3_600 * SECOND;
    expect(story.on({ kind: 'tick' })).toBe('running');
    expect(story.rollout).toMatchObject({ percentage: 5, heldMs: 30 * SECOND });
    expect(story.watch(30).rollout.percentage).toBe(10);
  });

  it('takes one step only, however much time was missed', () => {
    const story = new Story({ checkEveryMs: 3_600 * SECOND }).started();
    story.now += 3 * 3_600 * SECOND;
    story.on({ kind: 'tick' });
    expect(story.rollout.percentage).toBe(10);
    story.on({ kind: 'tick' });
    expect(story.rollout.percentage).toBe(10);
  });

  it('holds without advancing while there are too few samples or the last window was suspect', () => {
    const story = new Story().started().watch(300, waiting('too-few-samples'));
    expect(story.rollout.percentage).toBe(5);
    expect(story.watch(300, waiting('suspect')).rollout.percentage).toBe(5);
    expect(story.watch(10).rollout.percentage).toBe(10);
  });

  it('does not count time without data, and pauses at the limit', () => {
    const story = new Story().started().watch(300, waiting('no-data', 300 * SECOND));
    expect(story.rollout).toMatchObject({ state: 'running', heldMs: 0 });
    story.watch(310, waiting('no-data', 601 * SECOND));
    expect(story.rollout).toMatchObject({ state: 'paused', pauseReason: 'NO_DATA' });
  });

  it('gives its sources the limit anew where nobody looked for a while', () => {
    const story = new Story().started().watch(60);
    story.now += 1_800 * SECOND;
    story.watch(600, waiting('no-data', 1_860 * SECOND));
    expect(story.rollout.state).toBe('running');
    story.watch(20, waiting('no-data', 2_480 * SECOND));
    expect(story.rollout).toMatchObject({ state: 'paused', pauseReason: 'NO_DATA' });
  });

  it('begins evidence anew by a clock that was set back, and keeps what was held', () => {
    const story = new Story().started().watch(40);
    story.now -= 3_600 * SECOND;
    expect(story.on({ kind: 'tick' })).toBe('running');
    expect(story.effects.map(({ kind }) => kind)).toEqual(['begin-evidence', 'record']);
    expect(story.rollout).toMatchObject({ percentage: 5, entry: 2, heldMs: 40 * SECOND });
    expect(story.watch(20).rollout.percentage).toBe(10);
  });

  it('takes a clock that was corrected by a moment for what it is', () => {
    const story = new Story().started().watch(40);
    story.now -= 2 * SECOND;
    story.on({ kind: 'tick' });
    expect(story.effects).toEqual([]);
  });

  it('acts on a breach whatever the clock says', () => {
    const story = new Story().started().watch(40);
    story.now -= 3_600 * SECOND;
    expect(story.on({ kind: 'tick' }, breach('rollback'))).toBe('rolled_back');
  });

  it('rolls back at a breach: 0 %, flag and companions disabled, evidence named', () => {
    const story = new Story().started().watch(60);
    expect(story.watch(10, breach('rollback')).rollout.state).toBe('rolled_back');
    expect(story.effects).toEqual([
      { kind: 'set-percentage', percentage: 0 },
      { kind: 'disable-flags', flags: ['phase_4_deployment', 'aatc_system_enabled'] },
      { kind: 'record', what: { action: 'rolled-back', reason: 'TRIPWIRE', guard: 'errors' } },
    ]);
  });

  it('leaves the flag enabled when only the rule is to be taken back', () => {
    const story = new Story({ onRollback: 'rule', alsoDisable: [] }).started();
    story.on({ kind: 'rollback', reason: 'by hand' });
    expect(story.effects.map(({ kind }) => kind)).toEqual(['set-percentage', 'record']);
  });

  it('steps back once, and rolls back the second time', () => {
    const story = new Story().started().watch(120);
    expect(story.rollout.percentage).toBe(25);
    story.watch(10, breach('step-back'));
    expect(story.rollout).toMatchObject({ state: 'running', percentage: 10, heldMs: 0 });
    expect(story.watch(60).rollout.percentage).toBe(25);
    expect(story.watch(10, breach('step-back')).rollout.state).toBe('rolled_back');
  });

  it('rolls back where there is no step to go back to', () => {
    const story = new Story().started();
    expect(story.on({ kind: 'step-back', from: 1 })).toBe('rolled_back');
  });

  it('goes part of the way back, waits there, and resumes with the first planned step above', () => {
    const story = new Story().started().watch(120);
    expect(story.on({ kind: 'rollback-to', percentage: 7 })).toBe('paused');
    expect(story.rollout).toMatchObject({ percentage: 7, step: 0, pauseReason: 'ROLLED_BACK_TO' });
    expect(story.effects[0]).toEqual({ kind: 'set-percentage', percentage: 7 });
    story.watch(120);
    expect(story.rollout.percentage).toBe(7);
    expect(story.on({ kind: 'resume' })).toBe('running');
    expect(story.watch(60).rollout.percentage).toBe(10);
  });

  it.each([0, 25, 30, -1, NaN])('refuses to go "back" to %d from 25', (percentage) => {
    const story = new Story().started().watch(120);
    expect(story.on({ kind: 'rollback-to', percentage })).toBe('INVALID_ROLLBACK_TARGET');
  });

  it('advances by hand when healthy, and only from the step that was seen', () => {
    const story = new Story().started();
    expect(story.on({ kind: 'advance', from: 1 }, waiting('no-data'))).toBe('ROLLOUT_NOT_HEALTHY');
    expect(story.on({ kind: 'advance', from: 1 })).toBe('running');
    expect(story.rollout.percentage).toBe(10);
    expect(story.on({ kind: 'advance', from: 1 })).toBe('ROLLOUT_STEP_CHANGED');
  });

  it('pauses and resumes where it was, without counting the pause', () => {
    const story = new Story().started().watch(30);
    expect(story.on({ kind: 'pause' })).toBe('paused');
    story.watch(600);
    expect(story.rollout.percentage).toBe(5);
    story.on({ kind: 'resume' });
    expect(story.watch(20).rollout.percentage).toBe(5);
    expect(story.watch(10).rollout.percentage).toBe(10);
  });

  it('pauses when its flag is disabled, and does not resume before it is enabled', () => {
    const story = new Story().started();
    expect(story.on({ kind: 'flag-disabled' })).toBe('paused');
    expect(story.rollout.pauseReason).toBe('FLAG_DISABLED');
    expect(story.on({ kind: 'resume' }, HEALTHY, { flagEnabled: false })).toBe('FLAG_DISABLED');
    expect(story.on({ kind: 'resume' })).toBe('running');
  });

  it('pauses while the whole place is shut down, however healthy it looks, and does not go up by hand', () => {
    const story = new Story().started().watch(50);
    const shut = { suspendedBy: 'SHUTDOWN' } as const;
    const from = story.rollout.entry;
    expect(story.on({ kind: 'advance', from }, HEALTHY, shut)).toBe('SHUTDOWN_ENGAGED');
    story.now += 10 * SECOND;
    expect(story.on({ kind: 'tick' }, HEALTHY, shut)).toBe('paused');
    expect(story.rollout).toMatchObject({ percentage: 5, pauseReason: 'SHUTDOWN' });
    expect(story.on({ kind: 'resume' }, HEALTHY, shut)).toBe('SHUTDOWN_ENGAGED');
    expect(story.on({ kind: 'resume' })).toBe('running');
  });

  it('does not start while nobody gets its flag, and does when that is over', () => {
    const story = new Story();
    expect(story.on({ kind: 'tick' }, HEALTHY, { flagEnabled: false })).toBe('scheduled');
    expect(story.on({ kind: 'tick' }, HEALTHY, { suspendedBy: 'SHUTDOWN' })).toBe('scheduled');
    expect(story.on({ kind: 'tick' })).toBe('running');
  });

  it('begins hold and evidence anew when someone edits what reaches the arms', () => {
    const story = new Story().started().watch(50);
    story.on({ kind: 'arms-edited' });
    expect(story.rollout).toMatchObject({ percentage: 5, heldMs: 0, entry: 2 });
    expect(story.effects[0]).toEqual({ kind: 'begin-evidence' });
  });

  it('keeps its percentage when aborted', () => {
    const story = new Story().started().watch(60);
    expect(story.on({ kind: 'abort' })).toBe('aborted');
    expect(story.rollout.percentage).toBe(10);
  });

  it.each([
    ['SITE_WIDE', 'SITE_WIDE'],
    ['SAMPLE_RATIO', 'SAMPLE_RATIO'],
    ['TRIPWIRE', 'GUARD'],
  ] as const)('pauses at %s as %s', (code, reason) => {
    const story = new Story().started();
    story.watch(10, { kind: 'breach', action: 'pause', code, guard: 'errors' });
    expect(story.rollout).toMatchObject({ state: 'paused', pauseReason: reason });
  });
});
