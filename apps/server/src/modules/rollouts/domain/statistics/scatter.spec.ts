import { seededRandom } from '../../../../../test/rollouts/random.js';
import { Traffic, type World } from '../../../../../test/rollouts/traffic.js';
import { cellFor } from '../guards/telemetry-cell.js';
import type { Guard } from '../guards/guard.js';
import { beginEvidence } from './evidence.js';
import { MOST_INFLATION } from './dispersion.js';
import { learnScatter } from './learn-scatter.js';
import { beliefOf, inflationOf, NO_SCATTER, SUSPICIOUS, TRUSTING } from './scatter.js';

const guard = { metric: 'errorRatePercent' } as Guard;

function scatterAfter(seconds: number, world: Partial<World>) {
  const traffic = new Traffic(
    { requestsPerSecond: 400, instances: 4, errors: () => 0.01, ...world },
    seededRandom(9),
  );
  let evidence = beginEvidence(null);
  for (let t = 10; t <= seconds; t += 10)
    evidence = learnScatter(
      evidence,
      traffic.until(t, 20).map((cell) => cellFor(guard, cell)),
    );
  return evidence.scatter;
}

const estimateAfter = (seconds: number, world: Partial<World>): number =>
  beliefOf(scatterAfter(seconds, world), 16).inflation;

describe('scatter', () => {
  it('is bounded by what is believed where nothing was seen', () => {
    expect(inflationOf(NO_SCATTER, 2)).toBeGreaterThan(2);
    expect(inflationOf(NO_SCATTER, 2)).toBeLessThan(MOST_INFLATION);
  });

  it('is believed to be large where little was seen, except where it is trusted', () => {
    const scatter = scatterAfter(60, {});
    const suspicious = beliefOf(scatter, 16, SUSPICIOUS).inflation;
    expect(suspicious).toBeGreaterThan(beliefOf(scatter, 16, TRUSTING).inflation);
    expect(suspicious).toBeGreaterThan(1.5);
  });

  it('is believed to grow with the time, and to be no smaller than any length of it shows', () => {
    const scatter = scatterAfter(120, { clusterSize: 3, spill: 0.5 });
    const inflations = [1, 2, 4, 8].map((rounds) => beliefOf(scatter, rounds).inflation);
    expect([...inflations].sort((a, b) => a - b)).toEqual(inflations);
  });

  it('comes down to 1 for independent requests', () => {
    expect(inflationOf(scatterAfter(6_000, {}), 4)).toBeLessThan(1.3);
  });

  it('finds clusters: geometric ones of mean 3 scatter 5 times as much', () => {
    const estimate = estimateAfter(6_000, { clusterSize: 3 });
    expect(estimate).toBeGreaterThan(4);
    expect(estimate).toBeLessThan(8);
  });

  it('finds retries that go on into later reports', () => {
    expect(estimateAfter(6_000, { clusterSize: 3, spill: 0.5 })).toBeGreaterThan(4);
  });

  it('does not take the hour of the day for scatter', () => {
    const busy = (t: number): number => 1 + 0.7 * Math.sin((2 * Math.PI * t) / 86_400);
    const errors = (_: string, t: number): number => 0.01 * busy(t + 20_000);
    expect(estimateAfter(20_000, { busy, errors })).toBeLessThan(1.6);
  });
});
