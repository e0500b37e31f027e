// Jest's global setup and the scripts run outside Jest's transform and before any build. This compiles
// the few files they need, one by one, into a mirror of the source tree below node_modules/.cache.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const mirror = join(root, 'node_modules', '.cache', 'sluice-typescript');
const RELATIVE_IMPORT = /(?:from|import)\s+'(\.{1,2}\/[^']+)\.js'/g;

function compile(source) {
  return transformSync(source, {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  }).code;
}

function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Compiles a TypeScript file and every file it imports by a relative path; returns the module. */
export async function importTypeScript(file) {
  const entry = resolve(root, file);
  const compiled = new Map();
  const pending = [entry];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (compiled.has(path)) continue;
    const source = readFileSync(path, 'utf8');
    const target = join(mirror, relative(root, path)).replace(/\.ts$/, '.js');
    compiled.set(path, target);
    writeIfChanged(target, compile(source));
    for (const [, name] of source.matchAll(RELATIVE_IMPORT)) {
      pending.push(resolve(dirname(path), `${name}.ts`));
    }
  }
  writeIfChanged(join(mirror, 'package.json'), '{ "type": "module" }\n');
  return import(pathToFileURL(compiled.get(entry)).href);
}
