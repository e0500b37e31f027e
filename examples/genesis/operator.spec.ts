import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SCRIPT = join(__dirname, 'operator.mjs');
const TIMEOUT_MS = 300_000;

it(
  'does everything an operator does, from import to re-import, and finds every answer as it should be',
  async () => {
    const child = spawn(process.execPath, [SCRIPT], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`operator.mjs ended with ${code}:\n${output}`);
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
