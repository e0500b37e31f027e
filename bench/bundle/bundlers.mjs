import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { build as vite } from 'vite';
import webpack from 'webpack';

const SDK = resolve(import.meta.dirname, '../../packages/sdk-browser');

/** An application without us that loads something lazily: what a bundler adds by itself. */
const BARE = "import('./lazy.js').then(({ lazy }) => (window.client = lazy));";

const files = (folder, entry) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ name: file, code: readFileSync(join(folder, file)), isFirst: entry(file) }));

/** By name: builds `main.js` of a folder with the defaults of its tool for production, and returns its files. */
const BUNDLERS = {
  async esbuild(home) {
    const outdir = join(home, 'out');
    const flags = { bundle: true, minify: true, splitting: true, format: 'esm', metafile: true };
    const { metafile } = await esbuild.build({
      ...flags,
      entryPoints: [join(home, 'main.js')],
      outdir,
      absWorkingDir: home,
    });
    const first = new Set(['out/main.js']);
    for (const name of first)
      for (const { kind, path } of metafile.outputs[name].imports)
        if (kind === 'import-statement') first.add(path);
    return files(outdir, (file) => first.has(join('out', file)));
  },
  async Vite(home) {
    writeFileSync(join(home, 'index.html'), '<script type="module" src="/main.js"></script>');
    const { output } = await vite({ root: home, configFile: false, logLevel: 'error' });
    return output
      .filter(({ type }) => type === 'chunk')
      .map(({ fileName, code, isEntry }) => ({ name: fileName, code, isFirst: isEntry }));
  },
  webpack: (home) => withWebpack(home, {}),
  'webpack, ES2020 modules': (home) =>
    withWebpack(home, {
      target: ['web', 'es2020'],
      experiments: { outputModule: true },
      output: { module: true, filename: '[name].js', chunkFilename: '[name].js' },
    }),
};

async function withWebpack(home, options) {
  const path = join(home, 'out');
  const output = { ...options.output, path };
  const config = { mode: 'production', context: home, entry: './main.js', ...options, output };
  await new Promise((done, failed) =>
    webpack(config, (error, stats) =>
      error || stats.hasErrors() ? failed(error ?? new Error(stats.toString())) : done(),
    ),
  );
  return files(path, (file) => file === 'main.js');
}

async function built(bundler, source) {
  const home = mkdtempSync(join(tmpdir(), 'sluice-bundler-'));
  try {
    const installed = join(home, 'node_modules/@sluice/sdk-browser');
    mkdirSync(installed, { recursive: true });
    for (const part of ['package.json', 'dist'])
      cpSync(join(SDK, part), join(installed, part), { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(home, 'lazy.js'), 'export const lazy = {};');
    writeFileSync(join(home, 'main.js'), source);
    return await BUNDLERS[bundler](home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const gzip = (chunks) =>
  chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);

/** Bytes (gzip) that an application of the published files loads first, of which the bundler's own, and its largest later file, by bundler. */
export async function inBundlers(source) {
  const rows = [];
  for (const name of Object.keys(BUNDLERS)) {
    const chunks = await built(name, source);
    const own = (await built(name, BARE)).filter(({ isFirst }) => isFirst);
    const later = chunks.filter(({ isFirst }) => !isFirst).map((chunk) => gzip([chunk]));
    const first = gzip(chunks.filter(({ isFirst }) => isFirst));
    rows.push({ name, first, own: gzip(own), stream: Math.max(...later) });
  }
  return rows;
}
