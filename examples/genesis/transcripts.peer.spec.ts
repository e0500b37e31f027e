import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const TIMEOUT_MS = 600_000;

it(
  'a deploy that succeeds, one that rolls back, and Ctrl-C look right in a real terminal',
  async () => {
    const script = join(__dirname, 'transcripts.mjs');
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`transcripts.mjs ended with ${code}:\n${output}`);
    expect(output).toContain('Everything is as it should be.');
  },
  TIMEOUT_MS,
);
