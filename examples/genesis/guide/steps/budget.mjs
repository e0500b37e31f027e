import { check, checkEqual, heading, line } from '../../operator/report.mjs';

const FLAG = 'llm_integration_enabled';
const PLACE = ['--env', 'production'];
const TO_SPEND_USD = 6;

/** 10 → 25 → 50 → 100 %, cut off where the language model has cost what it may. */
export async function budget({ sluice, json, service }) {
  heading('9  10 → 25 → 50 → 100 %, within a budget');
  await sluice(['flags', 'set', FLAG, ...PLACE, '--fallthrough', 'off', '--yes']);
  const spent = Number((await service.metrics()).split(' ')[1]);
  const limit = (spent + TO_SPEND_USD).toFixed(2);
  line(`spent so far: ${spent.toFixed(2)} USD; the budget ends at ${limit} USD`);
  const { stdout } = await sluice(
    [
      ...[
        'deploy',
        FLAG,
        ...PLACE,
        '--steps',
        '10,25,50,100',
        '--wait',
        '3',
        '--check-every',
        '0.5',
      ],
      ...['--no-guards', '--guard', `cost=prometheus:main:llm_cost_usd_total > ${limit}`],
      ...['--allow-no-data', '--watch'],
    ],
    { code: 3 },
  );
  check(/ROLLED BACK[\s\S]*cost/.test(stdout), 'the cost guard cut it off');
  checkEqual((await json(['status', FLAG, ...PLACE])).enabled, false, `${FLAG} is off`);
  const now = Number((await service.metrics()).split(' ')[1]);
  check(now > Number(limit), `spent: ${now.toFixed(2)} USD, not more than a few checks beyond it`);
}
