import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROLLOUTS = 5_000;
const RATE = 0.01;
const SCRIPT = join(__dirname, '../../../../../test/rollouts/simulated.mjs');
const PATIENCE_MS = 300_000;

/** What came out of simulations, in one process: starting it takes longer than some of them. */
function simulated<T>(asked: readonly (readonly unknown[])[]): T[] {
  const text = execFileSync(process.execPath, [SCRIPT, JSON.stringify(asked)]).toString();
  return JSON.parse(text) as T[];
}

interface Ends {
  readonly stopped: number;
  readonly ends: Readonly<Record<string, number>>;
}

describe('5,000 safe rollouts that make no difference', () => {
  const WORLDS = [
    'errors as high as the threshold allows',
    'clusters that retry into the next report',
    'clusters of 5 that go on for half a minute',
    'rates that follow the hour, late reports',
  ];
  let ends: Ends[] = [];
  beforeAll(() => {
    ends = simulated(WORLDS.map((world) => ['withoutDifference', world, ROLLOUTS, 6]));
  }, PATIENCE_MS);

  it.each(WORLDS)('are stopped by the statistics in at most 1 %%: %s', (world) => {
    const { stopped, ends: all } = ends[WORLDS.indexOf(world)] ?? { stopped: NaN, ends: {} };
    expect(Object.values(all).reduce((a, b) => a + b, 0)).toBe(ROLLOUTS);
    expect(stopped / ROLLOUTS).toBeLessThanOrEqual(RATE);
  });
});

interface Detections {
  readonly median: number;
  readonly codes: Readonly<Record<string, number>>;
}

describe('power', () => {
  const RUNS = 60;
  const errors = { what: 'errors', before: 0.01, after: 0.03, instances: 4 } as const;
  const full = { ...errors, treatmentPerSecond: 100 };
  const PERCENTAGES = [5, 25, 75, 100];
  const small = { ...errors, before: 0.008, after: 0.016, percentage: 25, begins: 'step' };
  const FAULTS = [
    ...PERCENTAGES.map((percentage) => ({ ...full, percentage, begins: 'mid-step' })),
    { ...full, percentage: 75, begins: 'first-step' },
    { ...full, percentage: 75, instances: 1, begins: 'first-step' },
    { ...full, percentage: 5, instances: 1, begins: 'step' },
    { ...small, treatmentPerSecond: 10 },
  ];
  let found: Detections[] = [];
  beforeAll(() => {
    found = simulated(FAULTS.map((fault) => ['detections', fault, RUNS]));
  }, PATIENCE_MS);

  it.each(PERCENTAGES)(
    'rolls 1 %% → 3 %% at 100 requests/s back within 30 s at the median, at %i %%',
    (percentage) => {
      expect(found[PERCENTAGES.indexOf(percentage)]?.median).toBeLessThanOrEqual(30);
    },
  );

  it('does so where a rollout begins with 75 %, on four instances and on one', () => {
    expect(found[4]?.median).toBeLessThanOrEqual(30);
    expect(found[5]?.median).toBeLessThanOrEqual(30);
  });

  it('does so at the first 5 % where one instance sends everything', () => {
    expect(found[6]?.median).toBeLessThanOrEqual(30);
  });

  it('finds 0.8 % → 1.6 % at 10 requests/s within half an hour, where no window is clear', () => {
    expect(found[7]?.median).toBeLessThanOrEqual(1_800);
    expect(found[7]?.codes.SEQUENTIAL ?? 0).toBeGreaterThan(RUNS / 2);
  });
});
