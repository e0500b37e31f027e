import { USERS, userOf, usersWithin } from '../expectations.mjs';
import { check, checkEqual, heading } from '../report.mjs';
import { timed } from '../sdk-process.mjs';

const FLAG = 'phase_4_deployment';
const SEED = 20_251_018;
const STEPS = [5, 10, 25, 50, 75, 100];

const rulesAt = (percentage) => [
  { id: 'ramp', conditions: [], rollout: { seed: SEED, percentage }, serve: { variant: 'on' } },
];

/** Opens the master flag step by step: as many users as the hash says, and nobody ever leaves. */
export async function ramp({ admin, sdk }) {
  heading(`Open ${FLAG} for ${USERS.toLocaleString('en')} users, step by step`);
  await admin.patchConfig('production', FLAG, { rules: rulesAt(0), enabled: true });
  await sdk.until(FLAG, userOf(0), { reason: 'DEFAULT' });
  let before = await sdk.usersOn(FLAG);
  checkEqual(before, [], '  0 %: nobody');
  for (const percentage of STEPS) before = await step({ admin, sdk, percentage, before });
}

async function step({ admin, sdk, percentage, before }) {
  const expected = usersWithin(SEED, percentage);
  const known = new Set(before);
  const newcomer = userOf(expected.find((n) => !known.has(n)));
  const { ms } = await timed(sdk, { flag: FLAG, user: newcomer, value: true }, () =>
    admin.patchConfig('production', FLAG, { rules: rulesAt(percentage) }),
  );
  const on = await sdk.usersOn(FLAG);
  const now = new Set(on);
  const share = `${String(percentage).padStart(3)} %: ${String(on.length).padStart(6)} users`;
  checkEqual(on, expected, `${share}, exactly those of the hash`, ms);
  check(
    before.every((n) => now.has(n)),
    `${share}, nobody left`,
  );
  return on;
}
