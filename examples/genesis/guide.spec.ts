import { join } from 'node:path';
import { runScript } from '../testing/run-script.js';

const TIMEOUT_MS = 600_000;

it(
  'every command of the guide does what the guide says, in its place',
  async () => {
    const output = await runScript(join(__dirname, 'guide.mjs'));
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
