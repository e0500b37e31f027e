import { USERS, userOf } from '../expectations.mjs';
import { checkEqual, heading } from '../report.mjs';
import { startSdk } from '../sdk-process.mjs';

/** One variable in the environment of one service: that service obeys, the others go on. */
export async function variables(world) {
  heading("Variables in the SDK's process");
  await override(world, 'PHASE_4_DEPLOYMENT', 'phase_4_deployment', [
    'llm_integration_enabled',
    'aatc_system_enabled',
  ]);
  await override(world, 'LLM_INTEGRATION_ENABLED', 'llm_integration_enabled', []);
  checkEqual(
    (await world.sdk.usersOn('phase_4_deployment')).length,
    USERS,
    'the service without the variables has phase_4_deployment on for all',
  );
}

async function override({ url, keys }, variable, flag, children) {
  const startedAt = performance.now();
  const environment = { [variable]: 'false' };
  const sdk = await startSdk({ url, key: keys.production, environment });
  try {
    const ms = performance.now() - startedAt;
    checkEqual(await sdk.usersOn(flag), [], `${variable}=false: ${flag} is on for nobody`, ms);
    const { reason, override } = await sdk.detail(flag, userOf(0));
    checkEqual({ reason, override }, { reason: 'OVERRIDE', override: 'env' }, `${flag} says why`);
    for (const child of children) {
      checkEqual(await sdk.usersOn(child), [], `its child ${child} is on for nobody`);
    }
  } finally {
    await sdk.stop();
  }
}
