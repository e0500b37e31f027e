import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSync, transformWithOxc } from 'vite';

const PACKAGES = resolve(import.meta.dirname, '..');
const MURMUR3 = resolve(PACKAGES, 'evaluator/src/murmur3.ts');
const HASHING = ['digest', 'hashed-id', 'index'].map((name) =>
  resolve(PACKAGES, `evaluator/src/${name}.ts`),
);
const BUCKETING = resolve(PACKAGES, 'evaluator/src/bucketing-value-of.ts');
const READING = resolve(PACKAGES, 'evaluator/src/compact/reading.ts');
const IS_RECORD = resolve(PACKAGES, 'sdk-core/src/wire/is-record.ts');
const WIRE = resolve(PACKAGES, 'evaluator/src/wire.ts');
const SMALL_MURMUR3 = resolve(PACKAGES, 'evaluator/src/compact/hash-of.ts');

/**
 * Vite plugins that put the workspaces a package is made of into its own files, small and for
 * ES2020: modules have no side effects, so that what is not used goes; private members are plain
 * properties, since the language level would make each a WeakMap; one murmur3, one
 * `isRecord` and one way to read attributes are enough.
 */
export function selfContained() {
  return [workspaceSources(), plainPrivates()];
}

/** `@sluice/<package>` and `@sluice/<package>/<entry>` from their sources. */
function workspaceSources() {
  return {
    name: 'workspace-sources',
    enforce: 'pre',
    resolveId(id, importer) {
      const [, name, entry] = /^@sluice\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(id) ?? [];
      if (name !== undefined) return resolve(PACKAGES, name, 'src', entry ?? '.', 'index.ts');
      const path = importer && resolve(importer, '..', id.replace(/\.js$/, '.ts'));
      if (path === IS_RECORD) return WIRE;
      if (path === BUCKETING) return READING;
      return path === MURMUR3 && HASHING.includes(importer) ? SMALL_MURMUR3 : null;
    },
  };
}

const OPTIONS = {
  lang: 'ts',
  target: 'es2020',
  assumptions: { setPublicClassFields: true },
  typescript: { removeClassFieldsWithoutInitializer: true },
  tsconfig: false,
};

function plainPrivates() {
  let count = 0;
  return {
    name: 'plain-privates',
    enforce: 'pre',
    async load(id) {
      const [path] = id.split('?');
      if (!path.startsWith(PACKAGES) || !path.endsWith('.ts')) return null;
      const source = readFileSync(path, 'utf8');
      const renamed = renamePrivates(path, source, () => `$${(count++).toString(36)}`);
      const { code, map } = await transformWithOxc(renamed, path, OPTIONS);
      return { code, map, moduleType: 'js', moduleSideEffects: false };
    },
  };
}

/** The source with every `#name` replaced by a name that no other class of the build has. */
function renamePrivates(path, source, nextName) {
  if (!source.includes('#')) return source;
  const places = [];
  visit(parseSync(path, source, { lang: 'ts' }).program, (node) => {
    if (node.type === 'PrivateIdentifier') places.push(node);
  });
  const names = new Map();
  let renamed = '';
  let end = 0;
  for (const place of places.sort((a, b) => a.start - b.start)) {
    if (!names.has(place.name)) names.set(place.name, nextName());
    renamed += source.slice(end, place.start) + names.get(place.name);
    end = place.end;
  }
  return renamed + source.slice(end);
}

function visit(node, found) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') found(node);
  for (const part of Object.values(node)) visit(part, found);
}
