import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSync, transformWithOxc } from 'vite';

const PACKAGES = resolve(import.meta.dirname, '..');

/**
 * Vite plugins that put the workspaces a package is made of into its own files, small and for
 * ES2020: modules without side effects, so that what is not used goes; private members as plain
 * properties with short names, where the language level would make each a WeakMap.
 */
export function selfContained() {
  return [workspaceSources(), shortPrivates()];
}

/** `@sluice/<package>` and `@sluice/<package>/<entry>` from their sources. */
function workspaceSources() {
  return {
    name: 'workspace-sources',
    enforce: 'pre',
    resolveId(id) {
      const [, name, entry] = /^@sluice\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(id) ?? [];
      if (name === undefined) return null;
      const path = resolve(PACKAGES, name, 'src', entry ?? '.', 'index.ts');
      return { id: path, moduleSideEffects: false };
    },
  };
}

const OPTIONS = {
  target: 'es2020',
  assumptions: { setPublicClassFields: true },
  typescript: { removeClassFieldsWithoutInitializer: true },
  tsconfig: false,
};

function shortPrivates() {
  let count = 0;
  return {
    name: 'short-privates',
    enforce: 'pre',
    async load(id) {
      const [path] = id.split('?');
      if (!path.startsWith(PACKAGES) || !path.endsWith('.ts')) return null;
      const source = readFileSync(path, 'utf8');
      const renamed = renamePrivates(path, source, () => `$${(count++).toString(36)}`);
      const { code, map } = await transformWithOxc(renamed, path, { lang: 'ts', ...OPTIONS });
      return { code, map, moduleType: 'js', moduleSideEffects: false };
    },
  };
}

/** The source with every `#name` replaced by a name that no other class of the build has. */
function renamePrivates(path, source, nextName) {
  if (!source.includes('#')) return source;
  const { program } = parseSync(path, source, { lang: 'ts' });
  const places = [];
  visit(program, (node) => node.type === 'PrivateIdentifier' && places.push(node));
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
  if (Array.isArray(node)) for (const part of node) visit(part, found);
  else if (typeof node === 'object' && node !== null) {
    if (typeof node.type === 'string') found(node);
    for (const [name, part] of Object.entries(node)) if (name !== 'parent') visit(part, found);
  }
}
