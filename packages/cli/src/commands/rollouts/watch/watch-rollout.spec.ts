import type { RolloutDetail } from '@sluice/protocol';
import { ApiFailure } from '../../../api/api-failure.js';
import { Unreachable } from '../../../api/unreachable.js';
import { rolledBack, sampleRollout } from '../../../ramp/testing/sample-rollout.js';
import { watchRollout } from './watch-rollout.js';
import type { WatchState } from './watch-state.js';

const AWAY = new Unreachable('http://here', new Error('refused'), true);
const completed = sampleRollout({ state: 'completed', current_percentage: 100 });
type Answer = RolloutDetail | Error | 'never';

/** Watches answers one after the other, the last of them again and again, in a time of its own. */
async function watched(
  answers: readonly Answer[],
  { interruptAfterMs = Infinity, timeoutMs = Infinity } = {},
) {
  const seen: WatchState[] = [];
  const interrupt = new AbortController();
  let now = 0;
  let asked = 0;
  let closed = 0;
  const code = watchRollout({
    read: () => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? 'never';
      if (answer === 'never') return new Promise(() => {});
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    view: { show: (state) => seen.push(state), close: () => closed++ },
    clock: () => now,
    sleep: async (ms) => {
      now += ms;
      if (now > interruptAfterMs) interrupt.abort();
      await new Promise(setImmediate);
    },
    signal: interrupt.signal,
    timeoutMs,
  });
  return { code: await code.catch((error: unknown) => error), seen, closed: () => closed };
}

it.each([
  [completed, 0],
  [rolledBack(), 3],
  [sampleRollout({ state: 'aborted' }), 1],
])('ends with the rollout', async (last, code) => {
  const result = await watched([sampleRollout(), last]);
  expect(result.code).toBe(code);
  expect(result.seen.at(-1)?.rollout).toBe(last);
  expect(result.closed()).toBe(1);
});

it('stays with a rollout that is paused', async () => {
  const paused = sampleRollout({ state: 'paused', pauseReason: 'MANUAL' });
  const { code, seen } = await watched([paused], { interruptAfterMs: 60_000 });
  expect(code).toBe(130);
  expect(seen.at(-1)?.rollout?.state).toBe('paused');
});

it('shows a lost server, keeps what was known, and goes on when it is back', async () => {
  const { code, seen } = await watched([sampleRollout(), AWAY, AWAY, completed]);
  const lost = seen.filter((state) => state.lost !== null);
  expect(lost[0]?.lost).toContain('Cannot reach http://here');
  expect(lost[0]?.rollout?.state).toBe('running');
  expect(seen.at(-1)?.lost).toBeNull();
  expect(code).toBe(0);
});

it('says that a server does not answer while one question hangs', async () => {
  const { seen } = await watched([sampleRollout(), 'never'], { interruptAfterMs: 20_000 });
  expect(seen.at(-1)?.lost).toBe('No answer from the server.');
});

it('gives up only where the server refuses', async () => {
  const refusal = new ApiFailure(403, {
    code: 'FORBIDDEN',
    message: '',
    details: {},
    requestId: '',
  });
  const { code, closed } = await watched([refusal]);
  expect(code).toBe(refusal);
  expect(closed()).toBe(1);
});

it('ends at Ctrl-C without ending anything else', async () => {
  const { code, closed } = await watched([sampleRollout()], { interruptAfterMs: 3_000 });
  expect([code, closed()]).toEqual([130, 1]);
});

it.each([
  ['running', sampleRollout()],
  ['paused', sampleRollout({ state: 'paused', pauseReason: 'SITE_WIDE' })],
  ['out of reach', AWAY],
])('ends at the timeout with a code of its own: %s', async (_state, answer) => {
  const { code, seen, closed } = await watched([answer], { timeoutMs: 30_000 });
  expect([code, closed()]).toEqual([6, 1]);
  expect(seen.at(-1)?.now).toBe(30_000);
});

it('tells the end of a rollout that ends as the timeout does', async () => {
  const { code } = await watched([completed], { timeoutMs: 0 });
  expect(code).toBe(0);
});
