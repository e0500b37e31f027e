import { existsSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  removeDirectory,
  temporaryDirectory,
} from '../../../../test/embedded/temporary-directory.js';
import { ensureLibraryLinks } from './library-links.js';

describe('ensureLibraryLinks', () => {
  let packageDir: string;
  const nativeDir = () => join(packageDir, 'native');
  const write = (links: unknown) => {
    writeFileSync(join(nativeDir(), 'pg-symlinks.json'), JSON.stringify(links));
  };

  beforeEach(() => {
    packageDir = temporaryDirectory();
    mkdirSync(join(nativeDir(), 'lib'), { recursive: true });
    writeFileSync(join(nativeDir(), 'lib', 'libpq.so.5.17'), 'library');
  });
  afterEach(() => {
    removeDirectory(packageDir);
  });

  it('makes the links that a skipped postinstall script left out, and is content the next time', async () => {
    write([{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }]);
    expect(await ensureLibraryLinks(nativeDir())).toBe(true);
    expect(readlinkSync(join(nativeDir(), 'lib', 'libpq.so.5'))).toBe('libpq.so.5.17');
    expect(await ensureLibraryLinks(nativeDir())).toBe(true);
  });

  it('needs no list: some platforms have no links', async () => {
    expect(await ensureLibraryLinks(nativeDir())).toBe(true);
  });

  it('makes no link outside the package', async () => {
    write([{ source: 'native/lib/libpq.so.5.17', target: '../escaped' }]);
    expect(await ensureLibraryLinks(nativeDir())).toBe(true);
    expect(existsSync(join(packageDir, '..', 'escaped'))).toBe(false);
  });
});
