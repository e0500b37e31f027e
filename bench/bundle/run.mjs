// node bench/bundle/run.mjs [--smoke]: see README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';

const here = import.meta.dirname;
const sdk = resolve(here, '../../packages/sdk-browser');
const npm = (args, cwd) =>
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

if (!existsSync(resolve(sdk, 'dist/index.js'))) npm(['run', 'build'], sdk);

// The budget, which holds by itself.
execFileSync(process.execPath, [join(sdk, 'measure-size.mjs')], { stdio: 'inherit' });
if (process.argv.includes('--smoke')) process.exit();

if (!existsSync(resolve(here, 'node_modules/esbuild')))
  npm(['ci', '--no-audit', '--no-fund'], here);

const { inBundlers } = await import('./bundlers.mjs');
const OURS =
  "import { createClient } from '@sluice/sdk-browser'; window.client = createClient({ url: location.origin, key: 'slu_cli_x' });";
console.log('\n| built by, with its defaults | first load, gzip | of it its own | stream |');
console.log('| --- | ---: | ---: | ---: |');
for (const { name, first, own, stream } of await inBundlers(OURS))
  console.log(`| ${name} | ${first} | ${own} | ${stream} |`);

/** The smallest application of each: what its quick start imports. */
const PEERS = {
  'unleash-proxy-client':
    "import { UnleashClient } from 'unleash-proxy-client'; window.client = new UnleashClient({ url: '/', clientKey: 'x', appName: 'x' });",
  'launchdarkly-js-client-sdk':
    "import * as LaunchDarkly from 'launchdarkly-js-client-sdk'; window.client = LaunchDarkly.initialize('x', { key: 'x' });",
  '@growthbook/growthbook':
    "import { GrowthBook } from '@growthbook/growthbook'; window.client = new GrowthBook({ apiHost: '/', clientKey: 'x' });",
  flagsmith: "import flagsmith from 'flagsmith'; window.client = flagsmith;",
};

/** Bytes that are loaded before the first line runs, minified for ES2020. */
async function firstLoad(source) {
  const home = mkdtempSync(join(tmpdir(), 'sluice-bundle-'));
  try {
    symlinkSync(join(here, 'node_modules'), join(home, 'node_modules'));
    const input = join(home, 'main.js');
    writeFileSync(input, source);
    const { output } = await build({
      input,
      platform: 'browser',
      write: false,
      logLevel: 'silent',
      transform: { target: 'es2020' },
      output: { minify: true, codeSplitting: false },
    });
    const code = output.map((chunk) => chunk.code ?? '').join('');
    return { minified: code.length, gzip: gzipSync(code, { level: 9 }).length };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

console.log('\n| other SDKs, whole | minified | gzip |\n| --- | ---: | ---: |');
for (const [name, source] of Object.entries(PEERS)) {
  const { minified, gzip } = await firstLoad(source);
  console.log(`| ${name} | ${minified} | ${gzip} |`);
}
