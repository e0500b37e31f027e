// Builds apps/server: its sources to dist/apps/server/src, the migrations to dist/migrations, and the
// files the first start seeds from to dist/examples/genesis.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './repository.mjs';
import { swapDist } from './swap-dist.mjs';

const server = join(root, 'apps/server');
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
const SEED = 'examples/genesis';

function copySeed(draft) {
  mkdirSync(join(draft, SEED), { recursive: true });
  for (const name of ['feature_flags.json', 'hierarchy.json']) {
    copyFileSync(join(root, SEED, name), join(draft, SEED, name));
  }
}

process.exitCode = swapDist(server, (draft) => {
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', draft, '--noEmitOnError'];
  const { status } = spawnSync(process.execPath, args, { cwd: server, stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  copySeed(draft);
  writeFileSync(join(draft, 'package.json'), '{ "type": "module" }\n');
  return 0;
});
