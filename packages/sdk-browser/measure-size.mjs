// node measure-size.mjs: what a page loads, built as an application would be. Ends with 1 beyond the budget.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'rolldown';
import { bundleApp } from './test/bundle-app.mjs';

/** Bytes, minified and compressed with gzip. */
const BUDGET = { first: 7_500, stream: 14_000 };

/** Chunks that are loaded, in turn, by name of the module each begins with. */
const PARTS = [
  { name: 'first load', budget: BUDGET.first },
  { name: 'stream', entry: 'run-engine', budget: BUDGET.stream },
  { name: 'rare operators, schedules', entry: 'whole-vocabulary' },
  { name: 'counting for rollouts', entry: 'page-telemetry' },
];

const MINIFIED = { transform: { target: 'es2020' }, output: { minify: true } };

/** What browsers of 2020 do not have; syntax is lowered, methods are not. */
const YOUNGER =
  /\.(?:hasOwn|at|toSorted|toReversed|toSpliced|findLast|replaceAll|canParse|randomUUID|any)\(|structuredClone|\|\|=|&&=|\?\?=|this\.#/g;

const APP = `
import { createClient } from '@sluice/sdk-browser';
window.client = createClient({ url: location.origin, key: 'slu_cli_x' });
`;

/** The chunks a minimal application is built into: by Rolldown, or by all of Vite. */
async function chunksOf(source, withVite) {
  const home = mkdtempSync(join(tmpdir(), 'sluice-size-'));
  try {
    symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(home, 'node_modules'));
    const main = join(home, 'main.js');
    writeFileSync(main, source);
    const entries = { main };
    const output = withVite
      ? await bundleApp(home, entries, join(home, 'out'))
      : (await build({ input: entries, platform: 'browser', write: false, ...MINIFIED })).output;
    return output.filter(({ type }) => type === 'chunk');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A chunk and everything it imports before it runs, without what is there already. */
function withImports(chunks, chunk, there = new Set()) {
  if (chunk === undefined || there.has(chunk)) return [];
  there.add(chunk);
  const imported = chunk.imports.map((name) => chunks.find(({ fileName }) => fileName === name));
  return [chunk, ...imported.flatMap((next) => withImports(chunks, next, there))];
}

const sizes = (code) => ({
  raw: code.length,
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code).length,
});

/** Sizes of what is loaded first and of what is loaded later, in bytes. */
export async function measureSize({ source = APP, withVite = false } = {}) {
  const chunks = await chunksOf(source, withVite);
  const there = new Set();
  return PARTS.map(({ name, entry, budget }) => {
    const head = chunks.find((chunk) => (entry ? chunk.name.startsWith(entry) : chunk.isEntry));
    const code = withImports(chunks, head, there).map((chunk) => chunk.code);
    if (code.length === 0) throw new Error(`There is no chunk for ${name}.`);
    // Files are compressed one by one.
    const total = { raw: 0, gzip: 0, brotli: 0 };
    for (const size of code.map(sizes))
      for (const key of Object.keys(total)) total[key] += size[key];
    return { name, budget, files: code.length, ...total };
  });
}

if (process.argv[1] === import.meta.filename) {
  const parts = await measureSize();
  const young = (await chunksOf(APP, false)).flatMap(({ code }) => code.match(YOUNGER) ?? []);
  if (young.length > 0) console.error(`Younger than ES2020: ${[...new Set(young)].join(', ')}`);
  const row = (cells) => `| ${cells.join(' | ')} |`;
  console.log(row(['loaded', 'minified', 'gzip', 'brotli', 'budget (gzip)']));
  console.log(row(['---', '---:', '---:', '---:', '---:']));
  for (const { name, raw, gzip, brotli, budget } of parts)
    console.log(row([name, raw, gzip, brotli, budget ?? '']));
  const [{ gzip }] = await measureSize({ withVite: true });
  console.log(`\nWith what Vite adds to an application that loads anything lazily: ${gzip}.`);
  const over = parts.filter(({ gzip, budget }) => budget !== undefined && gzip > budget);
  for (const { name, gzip, budget } of over)
    console.error(`${name}: ${gzip} bytes are more than the ${budget} it may have.`);
  process.exitCode = over.length + young.length === 0 ? 0 : 1;
}
