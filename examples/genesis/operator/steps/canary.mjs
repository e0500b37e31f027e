import { REGIONS, USERS, genesisSeedOf, userOf, usersWithin } from '../expectations.mjs';
import { checkEqual, heading } from '../report.mjs';
import { timed } from '../sdk-process.mjs';

const CANARY = 'darwin_integration_enabled';
const QUARTER = 'a2a_integration_enabled';

/** Who is in the canary group, and who in the imported quarter. */
export async function canary({ admin, sdk }) {
  heading('Canary users and regions, and an imported percentage');
  checkEqual(await sdk.isEnabled(CANARY, { id: 'cora' }), false, `${CANARY} is imported disabled`);
  const { ms } = await timed(sdk, { flag: CANARY, user: { id: 'cora' }, value: true }, () =>
    admin.call('POST', `/projects/genesis/environments/production/flags/${CANARY}/enable`, {}),
  );
  checkEqual(await sdk.isEnabled(CANARY, { id: 'cora' }), true, 'cora is in', ms);
  checkEqual(await sdk.isEnabled(CANARY, { id: 'hudson' }), true, 'hudson is in');
  checkEqual(await sdk.isEnabled(CANARY, { id: 'nora' }), false, 'nora is not');
  checkEqual(
    await sdk.isEnabled(CANARY, { id: 'nora', region: 'eu-west' }),
    true,
    'nora in eu-west is',
  );
  const inRegion = Array.from({ length: USERS }, (_, n) => n).filter(
    (n) => userOf(n).region === REGIONS[0],
  );
  const text = `of the ${USERS.toLocaleString('en')} the ${inRegion.length} in eu-west are`;
  checkEqual(await sdk.usersOn(CANARY), inRegion, text);
  const quarter = usersWithin(genesisSeedOf(QUARTER), 25);
  const share = `${QUARTER} at 25 %: ${quarter.length} users, exactly those of the hash`;
  checkEqual(await sdk.usersOn(QUARTER), quarter, share);
}
