// Runs named commands one after another and says what became of each.
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './repository.mjs';

function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

function run({ name, command, args }) {
  const startedMs = performance.now();
  console.log(`\n── ${name}: ${[command, ...args].join(' ')}`);
  const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } };
  const { status, error } = spawnSync(command, args, options);
  if (error) console.error(error.message);
  return { name, ok: status === 0, took: seconds(startedMs) };
}

/** Runs every step even when one fails, prints a summary, and returns true when all succeeded. */
export function runSteps(steps) {
  const results = steps.map(run);
  console.log('');
  for (const { name, ok, took } of results) console.log(`${ok ? '✓' : '✗'} ${name} (${took})`);
  return results.every(({ ok }) => ok);
}
