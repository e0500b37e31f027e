// A process of its own with the SDK in it: overrides come from *its* environment, as in a real service.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stopProcess } from './stop-process.mjs';

const PROBE = fileURLToPath(new URL('./probe.mjs', import.meta.url));
const CLEAN = { EMERGENCY_SHUTDOWN: '', SLUICE_OVERRIDES_FILE: '' };

/** Starts the probe and waits until its client is ready (or, with `ready: false`, only created). */
export async function startSdk({ url, key, environment = {}, options = {}, ready = true }) {
  const child = fork(PROBE, [], {
    env: { ...process.env, ...CLEAN, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ id, error, result }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`SDK process ended with ${code}`));
  });
  const ask = (operation, args = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      child.send({ id, operation, args });
    });
  const stop = () => stopProcess(child, () => child.disconnect());
  await ask('create', { url, key, options });
  if (ready) await ask('ready');
  return surface(ask, stop);
}

function surface(ask, stop) {
  return {
    stop,
    /** Numbers of the example's users for whom the flag is on. */
    usersOn: (flag) => ask('usersOn', { flag }),
    isEnabled: (flag, user) => ask('isEnabled', { flag, user }),
    detail: (flag, user) => ask('detail', { flag, user }),
    all: (user) => ask('all', { user }),
    /** Flag → digest of the details it gives all users of the example. */
    answers: (flags) => ask('answers', { flags }),
    /** Resolves with the time since the Unix epoch, in ms, at which the flag began to answer so. */
    until: (flag, user, expected) => ask('until', { flag, user, expected }),
  };
}

/** Does something and waits for its effect: `{ ms, result }`, ms from the first byte asked to the SDK's new answer. */
export async function timed(sdk, expected, act) {
  const seen = sdk.until(expected.flag, expected.user, expected);
  const startedAt = performance.timeOrigin + performance.now();
  const [at, result] = await Promise.all([seen, act()]);
  return { ms: at - startedAt, result };
}
