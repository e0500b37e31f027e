import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MODULE = pathToFileURL(join(__dirname, 'run-main.mjs')).href;

/** Runs an example whose work is this expression. */
function run(act: string, withinMs: number) {
  const script = `import { runMain } from '${MODULE}';
    await runMain({ act: async () => ${act}, close: async () => console.log('closed'), withinMs: ${withinMs} });`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
}

it('ends well where all is as it should be', () => {
  const { status, stdout } = run('{}', 10_000);
  expect(status).toBe(0);
  expect(stdout).toMatch(/Everything is as it should be[^]*closed/);
});

it.each([
  ['fails', 'Promise.reject(new Error("no answer"))', 'no answer'],
  ['hangs', 'new Promise(() => setInterval(() => {}, 1_000))', 'It has not ended within 0.3 s.'],
  ['is told to end', 'void process.kill(process.pid, "SIGTERM") ?? new Promise(() => {})', 'told'],
])('tells it and closes where it %s', (_how, act, message) => {
  const { status, stdout, stderr } = run(act, 300);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(stdout).toContain('closed');
});
