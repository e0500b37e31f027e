import { readFile } from 'node:fs/promises';
import { check, checkEqual, heading, line } from '../report.mjs';

const read = async (name) =>
  JSON.parse(await readFile(new URL(`../../${name}`, import.meta.url), 'utf8'));

/** Imports the flag file and its hierarchy into a new project, environments and all. */
export async function importFlags({ admin }) {
  heading('Import feature_flags.json');
  const body = {
    format: 'genesis',
    document: await read('feature_flags.json'),
    hierarchy: await read('hierarchy.json'),
    environments: ['development', 'staging', 'production'],
    createEnvironments: true,
  };
  await admin.call('POST', '/projects', { key: 'genesis', name: 'Genesis' });
  const path = '/projects/genesis/import';
  const { result: tried } = await admin.call('POST', `${path}?dryRun=true`, body);
  checkEqual(tried.counts.refused, 0, 'a dry run refuses nothing');
  const startedAt = performance.now();
  const report = await admin.call('POST', path, body);
  const ms = performance.now() - startedAt;
  checkEqual(report.counts, tried.counts, 'the import does what the dry run said', ms);
  const { items } = await admin.call('GET', '/projects/genesis/flags?limit=100');
  checkEqual(items.length, 17, 'the project has 17 flags');
  for (const { key, risk, onShutdown, prerequisites } of items) {
    const parents = prerequisites.map(({ flag }) => flag).join(', ');
    line(
      `${key.padEnd(36)}${risk.padEnd(8)}${onShutdown.padEnd(6)}${parents && `needs ${parents}`}`,
    );
  }
  const again = await admin.call('POST', path, body);
  check(
    again.items.every(({ outcome }) => outcome === 'skipped'),
    'importing the same file again changes nothing',
  );
}
