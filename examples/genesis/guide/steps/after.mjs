import { check, checkEqual, heading } from '../../operator/report.mjs';

const PLACE = ['--env', 'production'];

/** What serves, why, who did it, and the way back to the backup. */
export async function after({ sluice, json, backup }) {
  heading('10  Post-deployment checks');
  const seen = await json(['status', 'phase_4_deployment', ...PLACE]);
  checkEqual(seen.current_percentage, 100, 'phase_4_deployment is at 100 %');
  const { stdout } = await sluice(['eval', 'phase_4_deployment', ...PLACE, '--user', 'cora']);
  check(/\bon\b|true/.test(stdout), 'cora gets it, and is told why');
  const all = await json(['rollouts', 'list', ...PLACE, '--flag', 'phase_4_deployment']);
  checkEqual(
    all.items.map(({ state }) => state),
    ['completed', 'rolled_back', 'rolled_back', 'completed', 'rolled_back'],
    'every rollout with its end is on record',
  );
  await sluice(['audit', 'verify']);
  await sluice(['restore', backup, '--dry-run']);
}
