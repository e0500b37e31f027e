import { join } from 'node:path';
import { runScript } from '../testing/run-script.js';

const TIMEOUT_MS = 600_000;

it(
  'a budget in a real Prometheus cuts a ramp off',
  async () => {
    const output = await runScript(join(__dirname, 'budget.mjs'));
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
