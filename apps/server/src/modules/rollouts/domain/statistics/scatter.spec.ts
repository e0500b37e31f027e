import { seededRandom } from '../../../../../test/rollouts/random.js';
import { Traffic, type World } from '../../../../../test/rollouts/traffic.js';
import { beginEvidence } from './evidence.js';
import { learnScatter } from './learn-scatter.js';
import { inflationOf, NO_SCATTER } from './scatter.js';

function inflationAfter(checks: number, world: Partial<World>): number {
  const traffic = new Traffic(
    { requestsPerSecond: 400, instances: 4, badShare: () => 0.01, ...world },
    seededRandom(9),
  );
  let evidence = beginEvidence(null);
  for (let check = 0; check < checks; check++) {
    const at = check * 10;
    evidence = learnScatter(evidence, [...traffic.cell(at, 20), ...traffic.cell(at + 5, 20)]);
  }
  return inflationOf(evidence.scatter);
}

describe('inflationOf', () => {
  it('assumes the worst where nothing was seen', () => {
    expect(inflationOf(NO_SCATTER)).toBe(30);
  });

  it('comes down to 1 for independent requests', () => {
    expect(inflationAfter(2, {})).toBeLessThan(8);
    expect(inflationAfter(300, {})).toBeLessThan(1.3);
  });

  it('finds clusters: geometric ones of mean 3 scatter 5 times as much', () => {
    const inflation = inflationAfter(600, { clusterSize: 3 });
    expect(inflation).toBeGreaterThan(4);
    expect(inflation).toBeLessThan(7);
  });

  it('finds retries that go on into the next report', () => {
    const inflation = inflationAfter(600, { clusterSize: 3, spill: 0.5 });
    expect(inflation).toBeGreaterThan(3.5);
  });

  it('does not take the hour of the day for scatter', () => {
    const busy = (t: number): number => 1 + 0.7 * Math.sin((2 * Math.PI * t) / 86_400);
    const badShare = (_: string, t: number): number => 0.01 * busy(t + 20_000);
    expect(inflationAfter(2_000, { busy, badShare })).toBeLessThan(1.5);
  });
});
