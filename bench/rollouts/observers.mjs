// A process of real SDKs that observe: argv url, key, count, requests per second and flag. Told
// {observe: flag} it sends traffic through the flag, told {break: flag} the new code of it begins to
// fail. It tells when the first request failed, when the first report of failures was sent,
// and when each SDK had the flag off, in monotonic nanoseconds.
import { createClient } from '../../packages/sdk-node/dist/index.js';

const [url, key, countText, rateText] = process.argv.slice(2);
const count = Number(countText);
const TURN_MS = 50;
const USERS = 50_000;
const HEALTHY = 0.002;
const BROKEN = 0.5;
const quiet = { info() {}, warn() {}, error() {} };
const flags = new Map();

const send = globalThis.fetch;
// The SDK sends with fetch; what it reports is known by its body.
globalThis.fetch = (to, options) => {
  // As it leaves: the server can have acted on it before its answer is back.
  const at = process.hrtime.bigint();
  if (String(to).endsWith('/events')) reported(JSON.parse(options.body), at);
  return send(to, options);
};

function reported({ observations = [] }, at) {
  for (const state of flags.values()) {
    if (!state.failed || state.told) continue;
    // Also where the fault began shortly before: the server judges that one too.
    const bad = ({ arm, entry, errors }) => entry > 0 && arm === 'treatment' && errors > 0;
    if (!observations.some((one) => one.rollout === state.rollout && bad(one))) continue;
    state.told = true;
    process.send({ type: 'reported', flag: state.flag, at });
  }
}

const clients = await Promise.all(
  Array.from({ length: count }, async () => {
    const client = createClient({ url, key, logger: quiet });
    client.on('change', ({ keys }) => {
      const at = process.hrtime.bigint();
      for (const flag of keys)
        if (flags.has(flag) && client.detail(flag, 'u').reason === 'DISABLED')
          process.send({ type: 'sdk-off', flag, at });
    });
    await client.ready({ timeoutMs: 30_000 });
    return client;
  }),
);

const perTurn = (Number(rateText) * TURN_MS) / 1_000 / count;

function work(state, enabled) {
  if (Math.random() >= (enabled && state.broken ? BROKEN : HEALTHY)) return;
  if (state.broken && enabled && !state.failed) {
    state.failed = true;
    process.send({ type: 'failed', flag: state.flag, at: process.hrtime.bigint() });
  }
  throw new Error('the new code fails');
}

function turn() {
  for (const state of flags.values()) {
    state.due += perTurn;
    for (; state.due >= 1; state.due--)
      for (const client of clients) {
        try {
          const user = `user-${Math.floor(Math.random() * USERS)}`;
          client.observe(state.flag, user, (enabled) => work(state, enabled));
        } catch {
          // Counted by the SDK.
        }
      }
  }
}

setInterval(turn, TURN_MS);
process.on('message', ({ observe, rollout, break: broken }) => {
  if (observe) flags.set(observe, { flag: observe, rollout, due: 0, broken: false });
  if (broken) flags.get(broken).broken = true;
});
process.on('disconnect', () => process.exit(0));
process.send({ type: 'ready' });
