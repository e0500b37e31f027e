import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROLLOUTS = 5_000;
const RATE = 0.01;
const SCRIPTS = join(__dirname, '../../../../../test/rollouts');

function answerOf<T>(script: string, ...values: readonly (string | number)[]): T {
  const text = values.map(String);
  return JSON.parse(
    execFileSync(process.execPath, [join(SCRIPTS, script), ...text]).toString(),
  ) as T;
}

describe('5,000 safe rollouts that make no difference', () => {
  it.each([
    'errors as high as the threshold allows',
    'clusters that retry into the next report',
    'rates that follow the hour, late reports',
  ])(
    'are stopped by the statistics in at most 1 %%: %s',
    (world) => {
      const { stopped } = answerOf<{ stopped: number }>('count-ends.mjs', world, ROLLOUTS, 6);
      expect(stopped / ROLLOUTS).toBeLessThanOrEqual(RATE);
    },
    300_000,
  );
});

interface Answer {
  readonly median: number;
  readonly codes: Readonly<Record<string, number>>;
}

describe('power', () => {
  const RUNS = 60;
  const errors = { what: 'errors', before: 0.01, after: 0.03, instances: 4 } as const;

  it.each([5, 25, 75, 100])(
    'rolls 1 %% → 3 %% at 100 requests/s back within 30 s at the median, at %i %%',
    (percentage) => {
      const fault = { ...errors, percentage, treatmentPerSecond: 100, begins: 'mid-step' };
      const { median } = answerOf<Answer>('detect.mjs', JSON.stringify(fault), RUNS);
      expect(median).toBeLessThanOrEqual(30);
    },
    60_000,
  );

  it('finds 0.8 % → 1.8 % at 10 requests/s within half an hour, where no window is clear', () => {
    const small = { ...errors, before: 0.008, after: 0.018, percentage: 25, begins: 'step' };
    const fault = { ...small, treatmentPerSecond: 10 };
    const { median, codes } = answerOf<Answer>('detect.mjs', JSON.stringify(fault), RUNS);
    expect(median).toBeLessThanOrEqual(1_800);
    expect(codes.SEQUENTIAL ?? 0).toBeGreaterThan(RUNS / 2);
  }, 60_000);
});
