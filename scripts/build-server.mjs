// Builds apps/server: its sources to dist/apps/server/src, the migrations to dist/migrations, and the
// files the first start seeds from to dist/examples/genesis. Built
// beside dist and swapped in when complete, so a failed build leaves the last good one, no output
// outlives its source, and a running server loses its files for no longer than two renames.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('../apps/server/', import.meta.url));
const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
const dist = join(server, 'dist');
const draft = join(cache, `server-build-${process.pid}`);
const old = join(cache, `server-old-${process.pid}`);
const remove = (path) => rmSync(path, { recursive: true, force: true });

function copySeed(target) {
  mkdirSync(target, { recursive: true });
  for (const name of ['feature_flags.json', 'hierarchy.json']) {
    copyFileSync(
      fileURLToPath(new URL(`../examples/genesis/${name}`, import.meta.url)),
      join(target, name),
    );
  }
}

try {
  mkdirSync(cache, { recursive: true });
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', draft, '--noEmitOnError'];
  const { status } = spawnSync(process.execPath, args, { cwd: server, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  if (status === 0) {
    copySeed(join(draft, 'examples/genesis'));
    writeFileSync(join(draft, 'package.json'), '{ "type": "module" }\n');
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(draft, dist);
  }
} finally {
  remove(draft);
  remove(old);
}
