// Runs in a child process: a client of the SDK, and answers to the operator's questions about it.
import { createHash } from 'node:crypto';
import { createClient } from '@sluice/sdk-node';
import { USERS, userOf } from './expectations.mjs';

const UNTIL_TIMEOUT_MS = 15_000;
const POLL_MS = 1;
let client;

const operations = {
  create({ url, key, options }) {
    client = createClient({ url, key, ...options });
  },
  ready: () => client.ready({ timeoutMs: 10_000 }),
  isEnabled: ({ flag, user }) => client.isEnabled(flag, user),
  detail: ({ flag, user }) => client.detail(flag, user),
  all: ({ user }) => valuesOf(client.all(user)),
  usersOn({ flag }) {
    const on = [];
    for (let n = 0; n < USERS; n++) if (client.isEnabled(flag, userOf(n))) on.push(n);
    return on;
  },
  answers: ({ flags }) => Object.fromEntries(flags.map((flag) => [flag, digestOf(flag)])),
  until: ({ flag, user, expected }) => until(() => matches(client.detail(flag, user), expected)),
};

/** Flag → value. */
function valuesOf(details) {
  return Object.fromEntries(Object.entries(details).map(([flag, { value }]) => [flag, value]));
}

/** Everything that decides what a program does: value, variant and reason, for every user. */
function digestOf(flag) {
  const hash = createHash('sha256');
  for (let n = 0; n < USERS; n++) {
    const { value, variant, reason, errorCode } = client.detail(flag, userOf(n));
    hash.update(`${n} ${JSON.stringify([value, variant, reason, errorCode])}\n`);
  }
  return hash.digest('hex');
}

function matches(detail, expected) {
  if (expected.value !== undefined && detail.value !== expected.value) return false;
  return expected.reason === undefined || detail.reason === expected.reason;
}

/** Asks the client again and again, which costs it nothing; rejects after 15 s. */
function until(holds) {
  const deadline = Date.now() + UNTIL_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (holds()) resolve(performance.timeOrigin + performance.now());
      else if (Date.now() > deadline) reject(new Error('the SDK did not see it within 15 s'));
      else setTimeout(look, POLL_MS);
    };
    look();
  });
}

process.on('message', async ({ id, operation, args }) => {
  try {
    process.send({ id, result: (await operations[operation](args)) ?? null });
  } catch (error) {
    process.send({ id, error: `${operation}: ${error.message}` });
  }
});

process.on('disconnect', async () => {
  await client?.close();
  process.exit(0);
});
