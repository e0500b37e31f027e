import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOutput } from './file-output.js';

it('writes all of what it is given', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sluice-out-'));
  const path = join(home, 'out');
  const descriptor = openSync(path, 'w');
  const output = fileOutput(descriptor);
  const text = 'äöü '.repeat(50_000);
  await new Promise((done) => output.write(text, done));
  closeSync(descriptor);
  expect(readFileSync(path, 'utf8')).toBe(text);
  rmSync(home, { recursive: true });
});

const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux('fails where a full disk takes no more', async () => {
  const output = fileOutput(openSync('/dev/full', 'w'));
  output.on('error', () => undefined);
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((done) =>
    output.write('half an export', done),
  );
  expect(error?.code).toBe('ENOSPC');
});
