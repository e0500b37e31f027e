import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNamedSecret, readSecretFile } from './secret-file.js';

describe('readSecretFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-secret-file-'));
  const path = (name: string): string => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file that only its owner can read', () => {
    writeFileSync(path('mine'), 'text', { mode: 0o600 });
    expect(readSecretFile(path('mine'))).toBe('text');
  });

  it('has nothing where there is no file', () => {
    expect(readSecretFile(path('absent'))).toBeNull();
  });

  it('refuses a folder in the place of the file', () => {
    mkdirSync(path('folder'), { mode: 0o700 });
    expect(() => readSecretFile(path('folder'))).toThrow('is not a file');
  });

  it('refuses a named pipe at once instead of waiting for a writer', () => {
    execFileSync('mkfifo', ['-m', '600', path('pipe')]);
    expect(() => readSecretFile(path('pipe'))).toThrow('is not a file');
  });

  it('reads a pipe where the shell may hand one in', async () => {
    execFileSync('mkfifo', ['-m', '600', path('handed-in')]);
    spawn('sh', ['-c', `printf secret > "$0"`, path('handed-in')]);
    expect(await readNamedSecret(path('handed-in'))).toBe('secret');
  });
});
