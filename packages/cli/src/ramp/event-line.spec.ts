import { eventLine, standingLine } from './event-line.js';
import { rolledBack, sampleRollout, transition } from './testing/sample-rollout.js';

it('tells a transition on one line, with the instant in UTC', () => {
  const rollout = sampleRollout();
  expect(eventLine(rollout.transitions[1]!, rollout)).toBe(
    '2026-11-21T11:54:12.000Z  phase_4_deployment  up to 10 %  (held long enough, all guards healthy)',
  );
});

it('tells a rollback on one line, with guard, numbers and limit', () => {
  const rollout = rolledBack();
  expect(eventLine(rollout.transitions.at(-1)!, rollout)).toBe(
    '2026-11-21T12:00:00.000Z  phase_4_deployment  ROLLED BACK from 25 % to 0 %  (error-rate: beyond the limit and worse than those not yet in, in two windows in a row (TRIPWIRE). 4.18 % of 812 requests; not in: 0.3 % of 2,400 requests; at most 1 % errors)',
  );
});

it.each([
  [
    { event: 'pause', records: [{ action: 'paused', reason: 'MANUAL' }] },
    'paused at 5 %  (by ada)',
  ],
  [
    { event: 'abort', records: [{ action: 'aborted' }], evidence: { reason: 'enough' } },
    'aborted; stays at 5 %  (by ada: enough)',
  ],
  [
    { event: 'flag-disabled', records: [{ action: 'paused', reason: 'FLAG_DISABLED' }] },
    'paused at 5 %  (the flag was disabled by ada)',
  ],
  [
    { event: 'arms-edited', records: [{ action: 'evidence-restarted' }] },
    'begins anew at 5 %  (who is in which group was edited, so hold and evidence begin anew)',
  ],
  [
    {
      event: 'rollback',
      fromPercentage: 50,
      records: [{ action: 'rolled-back', reason: 'smells' }],
      evidence: { reason: 'smells' },
    },
    'ROLLED BACK from 50 % to 0 %  (by ada: smells)',
  ],
  [{ event: 'something-new', records: 'nonsense' as never }, 'something-new  (by ada)'],
])('words for %j', (over, words) => {
  expect(eventLine(transition(over), sampleRollout())).toContain(`  phase_4_deployment  ${words}`);
});

it('stays on one line whatever somebody gave as reason', () => {
  const evil = transition({
    event: 'pause',
    actor: 'a\nb',
    evidence: { reason: 'x\r\n\u001b[2J' },
  });
  // eslint-disable-next-line no-control-regex -- that is what must not be there
  expect(eventLine(evil, sampleRollout())).not.toMatch(/[\n\r\u001b]/);
});

it('says where a rollout stands', () => {
  expect(standingLine(sampleRollout(), '')).toBe(
    '2026-11-21T12:00:00.000Z  phase_4_deployment  Next: 50 % in 4 min 12 s',
  );
});
