import { join } from 'node:path';
import { runScript } from '../testing/run-script.js';

const TIMEOUT_MS = 600_000;

it(
  'a deploy that succeeds, one that rolls back, and Ctrl-C look right in a real terminal',
  async () => {
    const output = await runScript(join(__dirname, 'transcripts.mjs'));
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
