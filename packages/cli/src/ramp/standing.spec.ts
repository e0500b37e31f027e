import { standingOf } from './standing.js';
import { NOW, sampleRollout, STYLE } from './testing/sample-rollout.js';

const startingIn = (seconds: number) =>
  sampleRollout({
    state: 'scheduled',
    startAt: new Date(Date.parse(NOW) + seconds * 1_000).toISOString(),
  });

describe('where a rollout stands', () => {
  it.each([
    [90, 'Starts at 12:01:30, in 1 min 30 s'],
    [-2, 'Starts at 11:59:58, in 0 s'],
  ])('counts down to a start in %d s', (seconds, what) => {
    expect(standingOf(startingIn(seconds), STYLE.calendar, '')).toMatchObject({
      mood: 'plain',
      what,
    });
  });

  it('says what a start that is due waits for, which is not told by a countdown that stays at 0', () => {
    const { mood, what, further } = standingOf(startingIn(-600), STYLE.calendar, ' -p shop');
    expect([mood, what]).toEqual(['warn', 'Due since 11:50:00, and WAITS.']);
    expect(further).toContain('sluice flags enable phase_4_deployment --env production -p shop');
    expect(further).toContain('sluice shutdown status -p shop');
    expect(further).toContain('sluice abort phase_4_deployment --env production -p shop');
  });

  it('ends a sentence before it begins the next', () => {
    const health = { kind: 'waiting', reason: 'too-few-samples', silentMs: 0 };
    const { what } = standingOf(sampleRollout({ health }), STYLE.calendar, '');
    expect(what).toMatch(/^Next: 50 % in .* s\.$/);
  });
});
