import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createAdmin } from '../admin.mjs';
import { USERS } from '../expectations.mjs';
import { check, checkEqual, heading } from '../report.mjs';
import { startSdk } from '../sdk-process.mjs';
import { freePort, startServer } from '../server.mjs';

/** Everything as one JSON, into a server that has never seen it: the same answers for every user. */
export async function exportAndReimport({ admin, url, keys, directory }) {
  heading('Export, and import into a fresh server');
  const startedAt = performance.now();
  const document = await admin.call('GET', '/projects/genesis/export');
  const size = (JSON.stringify(document).length / 1024).toFixed(1);
  checkEqual(
    document.flags.length,
    17,
    `an export of ${size} KiB with 17 flags`,
    performance.now() - startedAt,
  );
  const dataDir = join(directory, 'second');
  await mkdir(dataDir);
  const second = await startServer({ dataDir, port: await freePort() });
  try {
    const there = createAdmin({ url: second.url, token: second.adminToken });
    await importInto(there, document);
    for (const environment of Object.keys(keys)) {
      const key = await createKey(there, environment);
      await compare(environment, { url, key: keys[environment] }, { url: second.url, key });
    }
  } finally {
    await second.stop();
  }
}

async function importInto(there, document) {
  const startedAt = performance.now();
  await there.call('POST', '/projects', { key: 'genesis', name: 'Genesis' });
  const body = { format: 'sluice', document, createEnvironments: true };
  const report = await there.call('POST', '/projects/genesis/import', body);
  const ms = performance.now() - startedAt;
  check(report.counts.created > 0 && report.counts.refused === 0, 'imported in two calls', ms);
  const again = await there.call('GET', '/projects/genesis/export');
  for (const part of ['project', 'flags', 'segments']) {
    checkEqual(again[part], document[part], `its own export has the same ${part}`);
  }
}

/** A new server key of an environment; its secret is shown this once. */
export async function createKey(admin, environment) {
  const path = `/projects/genesis/environments/${environment}/keys`;
  const { secret } = await admin.call('POST', path, { kind: 'server', name: 'example' });
  return secret;
}

async function compare(environment, first, second) {
  const [here, there] = await Promise.all([startSdk(first), startSdk(second)]);
  try {
    const flags = Object.keys(await here.all({ id: 'user-0' }));
    const answers = await here.answers(flags);
    const text = `${environment}: ${flags.length} flags answer ${USERS.toLocaleString('en')} users alike`;
    checkEqual(await there.answers(flags), answers, text);
  } finally {
    await Promise.all([here.stop(), there.stop()]);
  }
}
