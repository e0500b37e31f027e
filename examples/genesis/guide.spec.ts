import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const TIMEOUT_MS = 600_000;

it(
  'every command of the guide does what the guide says, in its place',
  async () => {
    const script = join(__dirname, 'guide.mjs');
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`guide.mjs ended with ${code}:\n${output}`);
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
