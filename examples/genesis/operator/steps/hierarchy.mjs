import { USERS, userOf, usersWithin } from '../expectations.mjs';
import { checkEqual, heading } from '../report.mjs';
import { timed } from '../sdk-process.mjs';

const PARENT = 'phase_4_deployment';
const CHILDREN = ['llm_integration_enabled', 'aatc_system_enabled'];
const FLAGS = '/projects/genesis/environments/production/flags';
const SEED = 20_251_018;

/** Before the parent is on for anyone, its children are on for no one. */
export async function childrenStayOff({ sdk }) {
  heading(`Children of ${PARENT} while it is off`);
  for (const child of CHILDREN) {
    checkEqual(await sdk.usersOn(child), [], `${child} is on for nobody`);
    const { reason } = await sdk.detail(child, userOf(0));
    const expected = child === 'aatc_system_enabled' ? 'DISABLED' : 'PREREQUISITE_FAILED';
    checkEqual(reason, expected, `${child} says ${expected}`);
  }
}

/** With the parent on for everyone, then for a quarter, the children follow it. */
export async function childrenFollow({ admin, sdk }) {
  heading(`Children of ${PARENT} while it is on`);
  const everyone = Array.from({ length: USERS }, (_, n) => n);
  const user = userOf(0);
  const { ms } = await timed(sdk, { flag: CHILDREN[1], user, value: true }, () =>
    admin.call('POST', `${FLAGS}/aatc_system_enabled/enable`, {
      confirm: ['SCHEDULE_ALREADY_DUE'],
      comment: 'the example wants it at its last percentage',
    }),
  );
  for (const child of CHILDREN) {
    checkEqual(await sdk.usersOn(child), everyone, `${child} is on for all, as its parent`, ms);
  }
  await withQuarter({ admin, sdk });
  await withParentDisabled({ admin, sdk, user });
}

async function withQuarter({ admin, sdk }) {
  const quarter = usersWithin(SEED, 25);
  const inside = new Set(quarter);
  const outsider = userOf(Array.from({ length: USERS }, (_, n) => n).find((n) => !inside.has(n)));
  const rules = (percentage) => ({
    rules: [
      { id: 'ramp', conditions: [], rollout: { seed: SEED, percentage }, serve: { variant: 'on' } },
    ],
  });
  const { ms } = await timed(
    sdk,
    { flag: CHILDREN[0], user: outsider, value: false, reason: 'PREREQUISITE_FAILED' },
    () => admin.patchConfig('production', PARENT, rules(25)),
  );
  for (const child of CHILDREN) {
    const text = `parent at 25 %: ${child} is on for the parent's ${quarter.length} users`;
    checkEqual(await sdk.usersOn(child), quarter, text, ms);
  }
  await timed(sdk, { flag: CHILDREN[0], user: outsider, value: true }, () =>
    admin.patchConfig('production', PARENT, rules(100)),
  );
}

async function withParentDisabled({ admin, sdk, user }) {
  const { ms } = await timed(sdk, { flag: CHILDREN[0], user, value: false }, () =>
    admin.call('POST', `${FLAGS}/${PARENT}/disable`, {}),
  );
  for (const child of CHILDREN) {
    checkEqual(await sdk.usersOn(child), [], `parent disabled: ${child} is on for nobody`, ms);
  }
  await timed(sdk, { flag: CHILDREN[0], user, value: true }, () =>
    admin.call('POST', `${FLAGS}/${PARENT}/enable`, {}),
  );
}
