import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import { FixtureServer, KEY } from './fixture-server.js';

const PACKAGES = join(__dirname, '../..');
const OURS = ['evaluator', 'protocol', 'sdk-core', 'sdk-node'];
const TSC = require.resolve('typescript/bin/tsc');

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

/** Builds a package unless what is built is newer than its sources. */
function ensureBuilt(folder: string): void {
  const built = join(folder, 'dist/index.d.cts');
  if (existsSync(built) && statSync(built).mtimeMs > newest(join(folder, 'src'))) return;
  const script = join(PACKAGES, '../scripts/build-package.mjs');
  execFileSync(process.execPath, [script], { cwd: folder, stdio: 'pipe' });
}

/** Packs a package as npm would publish it and unpacks it where a program would have it. */
function install(name: string, home: string): void {
  const folder = join(PACKAGES, name);
  ensureBuilt(folder);
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', home];
  execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  const archive = join(home, `sluice-${name}-0.1.0.tgz`);
  const target = join(home, 'node_modules/@sluice', name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', target, '--strip-components=1']);
}

function run(home: string, args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8', stdio: 'pipe' });
}

describe('the published package', () => {
  const home = mkdtempSync(join(tmpdir(), 'sluice-smoke-'));

  beforeAll(() => {
    for (const name of OURS) install(name, home);
    mkdirSync(join(home, 'node_modules/@datadog'));
    for (const name of ['socket.io-client', 'zod', '@datadog/sketches-js'])
      symlinkSync(
        dirname(require.resolve(`${name}/package.json`)),
        join(home, 'node_modules', name),
      );
    cpSync(join(__dirname, 'fixtures'), home, { recursive: true });
  }, 180_000);
  afterAll(() => rmSync(home, { recursive: true }));

  it('exports createClient and nothing else, by import and by require', () => {
    const list = 'console.log(Object.keys(sdk).sort().join())';
    const esm = `import * as sdk from '@sluice/sdk-node'; ${list}`;
    const cjs = `const sdk = require('@sluice/sdk-node'); ${list}`;
    expect(run(home, ['--input-type=module', '-e', esm]).trim()).toBe('createClient');
    expect(run(home, ['-e', cjs]).trim()).toBe('createClient');
  });

  it('exports the provider for OpenFeature, which the main entry point does not need', () => {
    const list = 'console.log(Object.keys(sdk).sort().join())';
    const esm = `import * as sdk from '@sluice/sdk-node/openfeature'; ${list}`;
    const cjs = `const sdk = require('@sluice/sdk-node/openfeature'); ${list}`;
    expect(() => run(home, ['-e', cjs])).toThrow(/@openfeature\/server-sdk/);
    mkdirSync(join(home, 'node_modules/@openfeature'));
    for (const name of ['@openfeature/server-sdk', '@openfeature/core']) {
      const manifest = join(PACKAGES, '../node_modules', name);
      symlinkSync(manifest, join(home, 'node_modules', name));
    }
    expect(run(home, ['--input-type=module', '-e', esm]).trim()).toBe('SluiceProvider');
    expect(run(home, ['-e', cjs]).trim()).toBe('SluiceProvider');
  });

  it.each(['module', 'commonjs'])(
    'answers questions as %s, lets the process end by itself, and loads no zod',
    (type) => {
      const load =
        type === 'module'
          ? "import { createClient } from '@sluice/sdk-node'; import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/x.js');"
          : "const { createClient } = require('@sluice/sdk-node');";
      const program = `${load}
      const logger = { info() {}, warn() {}, error() {} };
      const client = createClient({ url: 'http://127.0.0.1:9', key: 'slu_srv_x', logger });
      const zod = Object.keys(require.cache).some((path) => path.includes('zod'));
      console.log(client.isEnabled('phase_4_deployment', 'u1'), client.state, zod);`;
      const output = execFileSync(process.execPath, [`--input-type=${type}`, '-e', program], {
        cwd: home,
        encoding: 'utf8',
        timeout: 20_000,
        env: { ...process.env, PHASE_4_DEPLOYMENT: 'true' },
      });
      expect(output.trim()).toBe('true initializing false');
    },
  );

  it.each(['declared', 'undeclared', 'provided'])(
    'has types that hold for %s flags, in modules of both kinds',
    (name) => {
      const source = readFileSync(join(home, `${name}.ts`), 'utf8');
      for (const extension of ['mts', 'cts'])
        writeFileSync(join(home, `${name}.${extension}`), source);
      const files = [`${name}.mts`, `${name}.cts`];
      const strict = '--strict --exactOptionalPropertyTypes --skipLibCheck --noEmit';
      const target = '--module nodenext --target es2022 --lib es2023 --ignoreConfig';
      const args = [TSC, ...`${strict} ${target}`.split(' '), ...files];
      expect(spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' }).stdout).toBe('');
    },
  );

  it('allocates nothing for a boolean question', () => {
    const [bytes, on] = run(home, ['--expose-gc', 'allocation.mjs']).trim().split(' ');
    expect(Number(bytes)).toBeLessThan(1);
    expect(on).toBe('true');
  });

  it('lets the process end while its stream is open', async () => {
    const model = new ModelServer(aSnapshot([aFlag('a', 1)]));
    const server = await new FixtureServer(model).start();
    try {
      const program = ['leaves-open.mjs', server.url, KEY];
      const options = { cwd: home, timeout: 20_000 };
      const { stdout } = await promisify(execFile)(process.execPath, program, options);
      expect(stdout.trim()).toBe('live true');
      expect(server.handshakes).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });

  it('contains its build and nothing of its tests, and depends on four packages at most', () => {
    const folder = join(home, 'node_modules/@sluice/sdk-node');
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(
      files.filter((file) =>
        /spec|test|fixture|tsbuildinfo|build-key|\.ts$/.test(file.replace(/\.d\.ts$/, '')),
      ),
    ).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(4);
  });
});
