import { check, checkEqual, heading, line } from '../../operator/report.mjs';
import { until } from '../until.mjs';

export const DEPLOY = [
  ...['deploy', 'phase_4_deployment', '--env', 'production', '--strategy', 'safe', '--wait', '2'],
  ...['--error-threshold', '1.0', '--latency-threshold', '500', '--check-every', '1'],
  ...['--also-disable', 'aatc_system_enabled'],
];

/** A safe deployment, watched through the SDKs; at 25 % phase 4 begins to fail, and it comes back by itself. */
export async function faultAtAQuarter(world) {
  const { sluice, run, json, service } = world;
  heading('3  Safe deployment, and a fault at 25 %');
  // Its schedule is over, so that it opens at once: to those who have phase 4, its parent.
  await sluice([
    ...['flags', 'enable', 'aatc_system_enabled', '--env', 'production'],
    ...['--confirm', 'SCHEDULE_ALREADY_DUE'],
  ]);
  await until('the first report of the SDK', () => run([...DEPLOY, '--dry-run']), {
    holds: ({ code }) => code === 0,
  });
  const { stdout } = await sluice([...DEPLOY, '--dry-run']);
  check(
    stdout.includes('kind "flag": phase_4_deployment, aatc_system_enabled disabled'),
    'the plan says what a rollback takes back',
  );
  const watched = sluice([...DEPLOY, '--yes', '--watch'], { code: 3 });
  const percentage = async () =>
    (await json(['status', 'phase_4_deployment', '--env', 'production'])).current_percentage;
  await Promise.race([
    watched,
    until('25 %', percentage, { holds: (seen) => seen >= 25, timeoutMs: 180_000 }),
  ]);
  await service.fault(0.3);
  const brokenAt = performance.now();
  line('phase 4 fails for three in ten');
  const { stdout: story } = await watched;
  check(story.includes('ROLLED BACK'), 'it came back by itself', performance.now() - brokenAt);
  await service.fault(0);
  await checkOff(world);
}

/** Both flags are off where it counts, and the evidence is kept. */
async function checkOff({ sluice, json, service }) {
  for (const flag of ['phase_4_deployment', 'aatc_system_enabled']) {
    const { enabled } = await json(['status', flag, '--env', 'production']);
    checkEqual(enabled, false, `${flag} is off`);
  }
  await until('phase 3 in the service', () => service.ask('cora'), {
    holds: ({ pipeline, tools }) => pipeline === 'phase 3' && tools === 'fixed',
  });
  line('✓ the service is back at phase 3 with fixed tools');
  const { stdout } = await sluice([
    ...['rollouts', 'show', 'phase_4_deployment', '--env', 'production'],
  ]);
  check(/Evidence[\s\S]*error-rate/.test(stdout), 'the evidence names the guard and its numbers');
}
