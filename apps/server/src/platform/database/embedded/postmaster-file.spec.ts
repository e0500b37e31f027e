import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  removeDirectory,
  temporaryDirectory,
} from '../../../../test/embedded/temporary-directory.js';
import { findPostmaster, removeStalePostmasterFile } from './postmaster-file.js';

describe('a postmaster.pid', () => {
  let dataDir: string;
  const file = () => join(dataDir, 'postmaster.pid');

  beforeEach(() => {
    dataDir = temporaryDirectory();
  });
  afterEach(() => {
    removeDirectory(dataDir);
  });

  it('that is missing means that nothing runs', async () => {
    expect(await findPostmaster(dataDir)).toBeUndefined();
    expect(await removeStalePostmasterFile(dataDir)).toBeUndefined();
  });

  it.each([
    ['nonsense', 'not a number\n'],
    ['nothing', ''],
    [
      'a process that is no PostgreSQL of this directory',
      `${process.pid}\n/data\n1\n5432\n/run/x\n`,
    ],
  ])('that names %s is stale and goes away', async (_title, text) => {
    writeFileSync(file(), text);
    expect(await findPostmaster(dataDir)).toBeUndefined();
    await removeStalePostmasterFile(dataDir);
    expect(existsSync(file())).toBe(false);
  });

  it('that is stale still tells where its socket was', async () => {
    writeFileSync(file(), `${process.pid}\n/data\n1\n5432\n/tmp/sluice-pg-abcdef\n`);
    expect(await removeStalePostmasterFile(dataDir)).toEqual({
      pid: process.pid,
      socketDir: '/tmp/sluice-pg-abcdef',
    });
  });
});
