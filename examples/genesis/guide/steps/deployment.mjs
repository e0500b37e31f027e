import { check, checkEqual, heading } from '../../operator/report.mjs';
import { withMetrics } from '../with-metrics.mjs';

const PLACE = ['--env', 'production'];
const PUSHED = ['--readings', 'push', '--check-every', '0.5', '--wait', '2'];

/** The same deployment after the repair, watched through what a monitoring job pushes. */
export async function repaired(world) {
  const { sluice, json } = world;
  heading('4  After the repair: to 100 %');
  await withMetrics(world, 'metrics.json', async () => {
    const { stdout } = await sluice([
      ...['deploy', 'phase_4_deployment', ...PLACE, '--strategy', 'safe', ...PUSHED],
      ...['--error-threshold', '1.0', '--latency-threshold', '500', '--watch'],
    ]);
    for (const step of [5, 10, 25, 50, 75, 100])
      check(stdout.includes(` at ${step} %`) || stdout.includes(`up to ${step} %`), `${step} %`);
  });
  const seen = await json(['status', 'phase_4_deployment', ...PLACE]);
  checkEqual([seen.state, seen.current_percentage], ['completed', 100], 'completed at 100 %');
}

/** Pushed metrics that are bad take it back as well. */
export async function badMetrics(world) {
  heading('5  Metrics that are bad');
  await withMetrics(world, 'metrics-bad.json', () =>
    world.sluice(
      [
        ...['deploy', 'phase_4_deployment', ...PLACE, '--strategy', 'fast', ...PUSHED],
        ...['--error-threshold', '1.0', '--watch'],
      ],
      { code: 3 },
    ),
  );
}

/** Everybody at once, watched all the same. */
export async function instant(world) {
  heading('8  Instant');
  await withMetrics(world, 'metrics.json', () =>
    world.sluice([
      ...['deploy', 'phase_4_deployment', ...PLACE, '--strategy', 'instant', ...PUSHED, '--watch'],
    ]),
  );
}
