import { join } from 'node:path';
import { runScript } from '../testing/run-script.js';

const TIMEOUT_MS = 300_000;

it(
  'does everything an operator does, from import to re-import, and finds every answer as it should be',
  async () => {
    const output = await runScript(join(__dirname, 'operator.mjs'));
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
