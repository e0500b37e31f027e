import { check, checkEqual, heading } from '../../operator/report.mjs';
import { until } from '../until.mjs';

const FLAG = 'phase_4_deployment';
const PLACE = ['--env', 'production'];

/** Custom steps; part of the way back, up again, and all the way back. */
export async function byHand(world) {
  const { sluice, json, service } = world;
  const seen = () => json(['status', FLAG, ...PLACE]);
  heading('6  Custom steps');
  await sluice(['deploy', FLAG, ...PLACE, '--steps', '0,5,20,100', '--wait', '60', '--no-guards']);
  checkEqual(
    (await seen()).plan.map((step) => step.percentage),
    [5, 20, 100],
    'its own steps',
  );
  await sluice(['advance', FLAG]);
  checkEqual((await seen()).current_percentage, 20, 'at 20 %');
  await sluice(['pause', FLAG, '--comment', 'lunch']);
  await sluice(['resume', FLAG]);
  heading('7  Rollback by hand: in part, and all of it');
  await sluice(['rollback', FLAG, '--to', '10', '--reason', 'p95 looks odd']);
  const partial = await seen();
  checkEqual([partial.state, partial.current_percentage], ['paused', 10], 'paused at 10 %');
  check(partial.enabled, 'the flag stays on');
  await sluice(['resume', FLAG]);
  const startedAt = performance.now();
  await sluice(['rollback', FLAG, '--reason', 'it is odd']);
  await until('phase 3', () => service.ask('cora'), {
    holds: ({ pipeline }) => pipeline === 'phase 3',
  });
  check(true, 'phase 3 for everyone', performance.now() - startedAt);
}
