// Builds the package in the current directory: JavaScript by Vite (ESM + CJS), types by tsc.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { swapDist } from './swap-dist.mjs';

const require = createRequire(import.meta.url);
const bin = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);
const run = (file, args) => spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });

/** `require` resolves types by extension: a CJS consumer needs .d.cts files that import .cjs. */
function addCommonJsTypes(directory) {
  for (const file of readdirSync(directory, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(directory, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path.replace(/\.d\.ts$/, '.d.cts'),
      text
        .replace(/(from\s+['"]\.[^'"]*)\.js(['"])/g, '$1.cjs$2')
        .replace(/(import\(['"]\.[^'"]*)\.js(['"]\))/g, '$1.cjs$2'),
    );
  }
}

process.exitCode = swapDist(process.cwd(), (draft) => {
  // A package whose entries must not share chunks has several configurations.
  for (const config of readdirSync('.').filter((name) =>
    /^vite\.(\w+\.)?config\.mjs$/.test(name),
  )) {
    const args = ['build', '--logLevel', 'warn', '--config', config, '--outDir', draft];
    const vite = run(bin('vite', 'bin/vite.js'), args);
    if (vite.status !== 0) return vite.status ?? 1;
  }
  const args = ['-p', 'tsconfig.build.json', '--outDir', draft, '--noEmitOnError'];
  const types = run(bin('typescript', 'bin/tsc'), args);
  if (types.status !== 0) return types.status ?? 1;
  addCommonJsTypes(draft);
  return 0;
});
