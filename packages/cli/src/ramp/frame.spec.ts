import stringWidth from 'string-width';
import { createPaint } from '../terminal/paint.js';
import { frame, frameWithin } from './frame.js';
import { rolledBack, sampleRollout, shownText, STYLE } from './testing/sample-rollout.js';

describe('frame', () => {
  it('shows steps, percentage, guards against their limits, and when the next step is due', () => {
    expect(shownText(frame(sampleRollout(), STYLE))).toMatchInlineSnapshot(`
     "phase_4_deployment  genesis/production  safe  running
       ██████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 25 %
       Next: 50 % in 4 min 12 s

     Steps
       ✓      5 %  ████████████████████████  11:49:12
       ✓     10 %  ████████████████████████  11:54:12
       ▶     25 %  ███░░░░░░░░░░░░░░░░░░░░░  since 11:59:12, held 48 s of 5 min
       ·     50 %  ░░░░░░░░░░░░░░░░░░░░░░░░  about 12:04:12
       ·     75 %  ░░░░░░░░░░░░░░░░░░░░░░░░  about 12:09:12
       ·    100 %  ░░░░░░░░░░░░░░░░░░░░░░░░  about 12:14:12

     Guards
       ✓ error-rate       ███░░░░░░░░░  at most 1 % errors  healthy
           0.31 % of 812 requests; not in: 0.29 % of 2,400 requests
       ✓ latency-p95      █████░░░░░░░  p95 at most 500 ms  healthy
           p95 245 ms, 2.1 % slow of 812; not in: p95 240 ms, 2.05 % slow of 2,400

     Decided
       11:49:12  started at 5 %: by ada
       11:54:12  up to 10 %: held long enough, all guards healthy
       11:59:12  up to 25 %: held long enough, all guards healthy"
    `);
  });

  it('says what was taken back, from where, and on which evidence', () => {
    expect(shownText(frame(rolledBack(), STYLE))).toMatchInlineSnapshot(`
     "phase_4_deployment  genesis/production  safe  rolled back
       ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 0 %
       ROLLED BACK: phase_4_deployment, aatc_system_enabled disabled.
       The evidence: sluice rollouts show 0a6b9a3c-7d4e-4f66-9d0e-2f4f3f1c9f10 --env
       production; another attempt: sluice deploy phase_4_deployment --env production

     Steps
       ✓      5 %  ████████████████████████  11:49:12
       ✓     10 %  ████████████████████████  11:54:12
       ✗     25 %  ████████████████████████  11:59:12, taken back from here
       –     50 %  ░░░░░░░░░░░░░░░░░░░░░░░░  not reached
       –     75 %  ░░░░░░░░░░░░░░░░░░░░░░░░  not reached
       –    100 %  ░░░░░░░░░░░░░░░░░░░░░░░░  not reached

     Guards
       ✗ error-rate       ████████████  at most 1 % errors  TRIPPED (TRIPWIRE)
           4.18 % of 812 requests; not in: 0.3 % of 2,400 requests
       ? latency-p95      ░░░░░░░░░░░░  p95 at most 500 ms  not looked at yet

     Decided
       11:49:12  started at 5 %: by ada
       11:54:12  up to 10 %: held long enough, all guards healthy
       11:59:12  up to 25 %: held long enough, all guards healthy
       12:00:00  ROLLED BACK from 25 % to 0 %
         error-rate: beyond the limit and worse than those not yet in, in two windows
         in a row (TRIPWIRE). 4.18 % of 812 requests; not in: 0.3 % of 2,400
         requests; at most 1 % errors"
    `);
  });

  it('says why a paused rollout stands still and what to type', () => {
    const paused = sampleRollout({ state: 'paused', pauseReason: 'NO_DATA' });
    const text = shownText(frame(paused, STYLE));
    expect(text).toContain('PAUSED at 25 %. No guard reading came for longer than 600 s.');
    expect(text).toContain('sluice resume phase_4_deployment --env production');
  });

  it('warns where nothing is watched', () => {
    const text = shownText(frame(sampleRollout({ guards: [], checks: [] }), STYLE));
    expect(text).toContain('nothing is watched, and nothing comes back by itself');
  });

  it('waits for evidence in words when the hold is over and requests are too few', () => {
    const health = { kind: 'waiting', reason: 'too-few-samples', silentMs: 0 };
    const text = shownText(frame(sampleRollout({ heldSeconds: 300, health }), STYLE));
    expect(text).toContain('Next: 50 %, once it is healthy.');
    expect(text).toContain('It waits for enough requests to judge.');
  });

  it('shows the means of what programs track', () => {
    const values = { treatment: { count: 1_200, mean: 12.34 }, control: null };
    const text = shownText(frame(sampleRollout({ values }), STYLE));
    expect(text).toContain('tracked values, mean: 12.3 (1,200); not in: none');
  });

  it.each([40, 80, 200])('is never wider than %i columns', (columns) => {
    const hostile = { createdBy: 'x'.repeat(300), flag: '旗'.repeat(60) };
    for (const rollout of [sampleRollout(hostile), rolledBack()])
      for (const line of frame(rollout, { ...STYLE, columns }))
        expect(stringWidth(line.ansi)).toBeLessThanOrEqual(columns);
  });

  it('writes out what could steer the terminal', () => {
    const [first] = sampleRollout().transitions;
    const paused = {
      ...first!,
      event: 'pause',
      actor: '\u001b[2Jx',
      evidence: { reason: 'a\rb\u202e' },
    };
    const text = shownText(frame(sampleRollout({ transitions: [paused] }), STYLE));
    expect(text).toContain('\\u{1b}[2Jx: a\\rb\\u{202e}');
    for (const evil of ['\u001b', '\r', '\u202e']) expect(text).not.toContain(evil);
  });

  it('means the same with and without colour', () => {
    const colour = { ...STYLE, paint: createPaint(true) };
    const coloured = shownText(frame(sampleRollout(), colour));
    expect(coloured).toContain('\u001b[');
    // eslint-disable-next-line no-control-regex -- takes the colours out
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(shownText(frame(sampleRollout(), STYLE)));
  });
});

describe('frameWithin', () => {
  const step = sampleRollout().plan[3]!;
  const many = sampleRollout({
    plan: Array.from({ length: 100 }, (_, i) => ({
      ...step,
      percentage: i + 1,
      status: i < 40 ? 'done' : i === 40 ? 'current' : 'planned',
    })),
  });

  it.each([50, 24, 16, 10, 3])('fits a hundred steps into %i rows', (rows) => {
    expect(frameWithin(many, STYLE, rows).length).toBeLessThanOrEqual(rows);
  });

  it('keeps the current step in sight', () => {
    expect(shownText(frameWithin(many, STYLE, 24))).toMatch(/▶ +41 %/);
  });
});
