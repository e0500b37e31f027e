import { userOf } from '../expectations.mjs';
import { checkEqual, heading, line } from '../report.mjs';
import { startSdk, timed } from '../sdk-process.mjs';
import { startServer } from '../server.mjs';

const KEPT = ['error_handling_enabled', 'otel_enabled', 'security_hardening_enabled'];
const SHUTDOWN = '/projects/genesis/environments/production/shutdown';
const USER = userOf(0);
const WITNESS = { flag: 'orchestration_enabled', user: USER };
const HELD_FOR_MS = 45_000;

/** On in a shutdown: what protects, and the flag that tells of it. */
async function checkShutDown(sdk, how, ms) {
  const on = Object.entries(await sdk.all(USER)).filter(([, value]) => value === true);
  checkEqual(
    on.map(([flag]) => flag).sort(),
    ['emergency_shutdown', ...KEPT],
    `${how}: only the three protective flags are on, and emergency_shutdown is true`,
    ms,
  );
}

/** `EMERGENCY_SHUTDOWN=true` where the service runs. */
export async function shutdownInService({ url, keys, sdk: other }) {
  heading('EMERGENCY_SHUTDOWN=true in the environment of one service');
  const startedAt = performance.now();
  const environment = { EMERGENCY_SHUTDOWN: 'true' };
  const sdk = await startSdk({ url, key: keys.production, environment });
  try {
    await checkShutDown(sdk, 'this service', performance.now() - startedAt);
    checkEqual(await other.isEnabled(WITNESS.flag, USER), true, 'the other service goes on');
  } finally {
    await sdk.stop();
  }
}

/** One call, every service; and back. */
export async function shutdownByApi({ admin, sdk }) {
  heading('Shutdown by API');
  const before = await sdk.all(USER);
  const engaged = await timed(sdk, { ...WITNESS, value: false, reason: 'SHUTDOWN' }, () =>
    admin.call('POST', `${SHUTDOWN}/engage`, { reason: 'the example pulls the switch' }),
  );
  await checkShutDown(sdk, 'every service', engaged.ms);
  const released = await timed(sdk, { ...WITNESS, value: true }, () =>
    admin.call('POST', `${SHUTDOWN}/release`, { reason: 'the example is done' }),
  );
  checkEqual(await sdk.all(USER), before, 'released: every flag as before', released.ms);
}

/** `EMERGENCY_SHUTDOWN=true` where the server runs: it restarts into it, and holds it. */
export async function shutdownInServer(world) {
  heading("EMERGENCY_SHUTDOWN=true in the server's environment");
  const { sdk, admin } = world;
  const before = await sdk.all(USER);
  await restart(world, { EMERGENCY_SHUTDOWN: 'true' });
  await sdk.until(WITNESS.flag, USER, { value: false, reason: 'SHUTDOWN' });
  await checkShutDown(sdk, 'every service of that server');
  const held = await admin
    .call('POST', `${SHUTDOWN}/release`, { reason: 'too early' })
    .catch((error) => error);
  checkEqual(held.code, 'SHUTDOWN_HELD', 'a release is refused while the variable is set');
  await restart(world, {});
  await checkShutDown(sdk, 'restarted without the variable');
  const waitedSince = performance.now();
  const free = await releaseOnceFree(admin);
  line('the hold of the server that had the variable ran out', free - waitedSince);
  await sdk.until(WITNESS.flag, USER, { value: true });
  checkEqual(await sdk.all(USER), before, 'released: as before', performance.now() - free);
}

async function restart(world, environment) {
  const before = await world.sdk.all(USER);
  await world.server.stop();
  checkEqual(
    await world.sdk.all(USER),
    before,
    'while the server is away the service keeps its answers',
  );
  const { dataDir, port } = world.server;
  world.server = await startServer({ dataDir, port, environment });
  line('the server is back', world.server.startMs);
}

/** The hold of a server that is gone lasts until its heartbeat is 30 s old. Answers when the release that worked was asked for. */
async function releaseOnceFree(admin) {
  const deadline = performance.now() + HELD_FOR_MS;
  for (;;) {
    const askedAt = performance.now();
    try {
      await admin.call('POST', `${SHUTDOWN}/release`, { reason: 'the variable is gone' });
      return askedAt;
    } catch (error) {
      if (error.code !== 'SHUTDOWN_HELD' || askedAt > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
