import { check, checkEqual, heading } from '../../operator/report.mjs';

/** Nothing is shut down, nothing is overridden, every flag is as it should be, the log is whole. */
export async function preFlight({ sluice, json }) {
  heading('1  Pre-flight');
  const { stdout } = await sluice(['status', '--env', 'production']);
  check(stdout.includes('not engaged'), 'no shutdown is engaged');
  const seen = await json(['status', '--env', 'production']);
  checkEqual(seen.flags.length, 17, 'all 17 flags are there');
  checkEqual(seen.overrides, [], 'no replica overrides a flag');
  const master = seen.flags.find(({ key }) => key === 'phase_4_deployment');
  checkEqual(master.current_percentage, 0, 'phase_4_deployment is on for nobody');
  await sluice(['flags', 'graph', 'phase_4_deployment', '--env', 'production']);
  await sluice(['audit', 'verify']);
}
