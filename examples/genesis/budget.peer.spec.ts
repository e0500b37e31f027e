import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const TIMEOUT_MS = 300_000;

it(
  'a budget in a real Prometheus cuts a ramp off',
  async () => {
    const script = join(__dirname, 'budget.mjs');
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`budget.mjs ended with ${code}:\n${output}`);
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
