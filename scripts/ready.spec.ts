import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Stands for npm: notes its arguments, and installs by writing the file that npm writes last. */
const FAKE_NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(7);
mkdirSync('node_modules', { recursive: true });
writeFileSync('node_modules/.package-lock.json', '{}');
`;

/** Stands for a compiler: notes the package, refuses a source that says so. */
const FAKE_BUILD = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { name } = JSON.parse(readFileSync('package.json', 'utf8'));
appendFileSync('../../build.log', name + '\\n');
const source = readFileSync('src/index.ts', 'utf8');
if (source.includes('broken')) process.exit(1);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.js', source);
`;

describe('the scripts that make a checkout ready', () => {
  let root: string;

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const lines = (path: string) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8').trim().split('\n') : [];
  const workspace = (name: string, needs: readonly string[] = []) => {
    const dependencies = Object.fromEntries(needs.map((need) => [need, '1.0.0']));
    const scripts = { build: 'node ../../fake-build.cjs' };
    write(`packages/${name}/package.json`, JSON.stringify({ name, scripts, dependencies }));
    write(`packages/${name}/src/index.ts`, `export const x = '${name}';`);
  };
  const build = (environment: Readonly<Record<string, string>> = {}) => {
    rmSync(join(root, 'build.log'), { force: true });
    return spawnSync(process.execPath, ['scripts/build.mjs'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, npm_execpath: join(root, 'npm-cli.js'), ...environment },
    });
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sluice-ready-'));
    for (const name of [
      'check-node',
      'repository',
      'build-key',
      'ensure-ready',
      'build',
      'follow-parent',
    ]) {
      cpSync(join(__dirname, `${name}.mjs`), join(root, 'scripts', `${name}.mjs`));
    }
    mkdirSync(join(root, 'apps'));
    write('npm-cli.js', FAKE_NPM);
    write('fake-build.cjs', FAKE_BUILD);
    write('package-lock.json', '{}');
    workspace('second', ['first']);
    workspace('first');
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('install exactly what is locked into a fresh clone, and nothing the second time', () => {
    expect(build()).toMatchObject({ status: 0 });
    expect(lines('npm.log')).toEqual([
      expect.stringMatching(/^ci --include=dev --include=optional/),
    ]);
    build();
    expect(lines('npm.log')).toHaveLength(1);
  });

  it('install again when the lock file changed, without emptying node_modules', () => {
    build();
    write('package-lock.json', '{ "changed": true }');
    const future = new Date(Date.now() + 10_000);
    utimesSync(join(root, 'package-lock.json'), future, future);
    build();
    expect(lines('npm.log')).toHaveLength(2);
    expect(lines('npm.log')[1]).toMatch(/^install /);
  });

  it('see that somebody ran npm by hand', () => {
    write('node_modules/.package-lock.json', '{}');
    build();
    expect(lines('npm.log')).toEqual([]);
  });

  it('say what failed when npm fails, and try again the next time', () => {
    const failed = build({ NPM_FAILS: '1' });
    expect(failed.status).toBe(7);
    expect(failed.stderr).toContain('npm ended with 7');
    expect(build().status).toBe(0);
  });

  it('build what others need first, and nothing twice', () => {
    expect(build().status).toBe(0);
    expect(lines('build.log')).toEqual(['first', 'second']);
    const again = build();
    expect(lines('build.log')).toEqual([]);
    expect(again.stderr).toBe('');
  });

  it.each([
    ['a source of the last package', 'packages/second/src/index.ts', ['second']],
    ['a source that others are built on', 'packages/first/src/index.ts', ['first', 'second']],
    ['the lock file', 'package-lock.json', ['first', 'second']],
    ['a test', 'packages/first/src/index.spec.ts', []],
  ])('build after a change of %s what it goes into', (_title, path, expected) => {
    build();
    write(path, '// changed');
    build();
    expect(lines('build.log')).toEqual(expected);
  });

  it('build nothing when a file was touched but not changed', () => {
    build();
    const future = new Date(Date.now() + 10_000);
    utimesSync(join(root, 'packages/first/src/index.ts'), future, future);
    build();
    expect(lines('build.log')).toEqual([]);
  });

  it('name the package that could not be built, and try again the next time', () => {
    write('packages/first/src/index.ts', 'broken');
    const failed = build();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('first could not be built');
    expect(lines('build.log')).toEqual(['first']);
    write('packages/first/src/index.ts', 'mended');
    expect(build().status).toBe(0);
    expect(lines('build.log')).toEqual(['first', 'second']);
  });

  it('tell an old Node which one is needed', () => {
    const script = `
      Object.defineProperty(process, 'versions', { value: { node: '20.18.3' } });
      import('${join(root, 'scripts/check-node.mjs')}');`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/needs Node 20\.19 or newer; this is 20\.18\.3/);
  });

  it('end with the shell that npm started them in', async () => {
    const script = `
      import('${join(root, 'scripts/follow-parent.mjs')}').then(({ followParent }) => {
        process.once('SIGTERM', () => { console.log('told'); process.exit(0); });
        followParent();
        console.log('up');
        setInterval(() => {}, 1000);
      });`;
    const shell = spawn('sh', ['-c', `"${process.execPath}" -e "$SCRIPT"; true`], {
      env: { SCRIPT: script },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    await once(shell.stdout, 'close');
    expect(said).toBe('up\ntold\n');
  });
});
