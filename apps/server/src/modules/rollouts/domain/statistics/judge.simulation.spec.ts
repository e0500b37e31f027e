import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { endsOf, INDIFFERENT_WORLDS } from '../../../../../test/rollouts/scenarios.js';
import type { World } from '../../../../../test/rollouts/traffic.js';

const ROLLOUTS = 5_000;
const SCRIPT = join(__dirname, '../../../../../test/rollouts/count-ends.mjs');

describe('5,000 safe rollouts that make no difference', () => {
  it.each(Object.keys(INDIFFERENT_WORLDS))(
    'are stopped by the statistics in at most 1 %%: %s',
    (world) => {
      const answer = execFileSync(process.execPath, [SCRIPT, world, String(ROLLOUTS), '10']);
      const ends = JSON.parse(answer.toString()) as Record<string, number>;
      const through = ends.none ?? 0;
      expect((ROLLOUTS - through) / ROLLOUTS).toBeLessThanOrEqual(0.01);
    },
    300_000,
  );
});

/** Shares of 200 rollouts that ended so, of one step watched for so many checks. */
function sharesOf(percentage: number, world: World, checksPerStep: number): Record<string, number> {
  const guards = [{ threshold: 0.01, world }];
  const ends = endsOf({ steps: [percentage], checksPerStep, guards }, 200);
  return Object.fromEntries(Object.entries(ends).map(([verdict, count]) => [verdict, count / 200]));
}

const against =
  (treatment: number, control: number): World['badShare'] =>
  (arm) =>
    arm === 'treatment' ? treatment : control;

describe('power', () => {
  it('stops 1 % → 3 % at 100 requests/s within 70 s in 95 %', () => {
    const world = { requestsPerSecond: 400, instances: 4, badShare: against(0.03, 0.01) };
    const { tripwire = 0, sequential = 0 } = sharesOf(25, world, 6);
    expect(tripwire + sequential).toBeGreaterThan(0.95);
  });

  it('stops 0.8 % → 1.8 % at 10 requests/s within 30 minutes in 90 %, where no window is clear', () => {
    const world = { requestsPerSecond: 40, instances: 4, badShare: against(0.018, 0.008) };
    const { tripwire = 0, sequential = 0 } = sharesOf(25, world, 180);
    expect(tripwire + sequential).toBeGreaterThan(0.9);
    expect(sequential).toBeGreaterThan(tripwire);
  });

  it('pauses an outage that hits both arms, and does not blame the flag', () => {
    const world: World = {
      requestsPerSecond: 400,
      instances: 4,
      badShare: (_, t) => (t < 200 ? 0.004 : 0.3),
      clusterSize: 2,
    };
    const ends = sharesOf(25, world, 60);
    expect(ends['site-wide']).toBeGreaterThan(0.98);
  });

  it('leaves a difference below the margin alone', () => {
    const world = { requestsPerSecond: 400, instances: 4, badShare: against(0.011, 0.009) };
    expect(sharesOf(50, world, 120).none).toBeGreaterThan(0.95);
  });
});
