// Builds the package in the current directory: JavaScript by Vite (ESM + CJS), types by tsc.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const bin = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);
const run = (file, args) => execFileSync(process.execPath, [file, ...args], { stdio: 'inherit' });

rmSync('dist', { recursive: true, force: true });
run(bin('vite', 'bin/vite.js'), ['build', '--logLevel', 'warn']);
run(bin('typescript', 'bin/tsc'), ['-p', 'tsconfig.build.json']);

// `require` resolves types by extension: a CJS consumer needs .d.cts files that import .cjs.
for (const file of readdirSync('dist', { recursive: true })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join('dist', file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path.replace(/\.d\.ts$/, '.d.cts'),
    text
      .replace(/(from\s+['"]\.[^'"]*)\.js(['"])/g, '$1.cjs$2')
      .replace(/(import\(['"]\.[^'"]*)\.js(['"]\))/g, '$1.cjs$2'),
  );
}
