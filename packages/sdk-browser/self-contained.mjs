import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSync, transformWithOxc } from 'vite';
import { INTERNAL_NAMES } from './internal-names.mjs';

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
 * properties, since the language level would make each a WeakMap; internal properties have short
 * names; one murmur3, one `isRecord` and one way to read attributes are enough.
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
  const plainNames = namesOfPrivates();
  const internalNames = shortNames();
  return {
    name: 'plain-privates',
    enforce: 'pre',
    async load(id) {
      const [path] = id.split('?');
      if (!path.startsWith(PACKAGES) || !path.endsWith('.ts')) return null;
      const source = readFileSync(path, 'utf8');
      const privates = privatesIn(path, source).map(({ start, end, name }) => ({
        start,
        end,
        text: plainNames.get(path).get(name),
      }));
      const places = [...privates, ...internalsIn(path, source, internalNames)];
      const { code, map } = await transformWithOxc(renamed(source, places), path, OPTIONS);
      return { code, map, moduleType: 'js', moduleSideEffects: false };
    },
  };
}

/** Sources with private members that are loaded first: they get the shortest names. */
const FIRST = [
  'sdk-browser/src/page-engine.ts',
  'sdk-browser/src/sluice-client.ts',
  'sdk-core/src/client/emitter.ts',
  'sdk-core/src/client/flag-client.ts',
];

const FOLDERS = ['evaluator/src/compact', 'sdk-browser/src', 'sdk-core/src', 'evaluator/src'];

/**
 * A plain name for every `#name` of every source, by path: one that no other class has. Given out in
 * the order of the paths, because modules load in any order and every build must be the same.
 */
function namesOfPrivates() {
  const byPath = new Map();
  let count = 0;
  const paths = [...FIRST.map((path) => resolve(PACKAGES, path)), ...FOLDERS.flatMap(sourcesIn)];
  for (const path of paths) {
    if (byPath.has(path)) continue;
    const names = new Map();
    for (const { name } of privatesIn(path, readFileSync(path, 'utf8')))
      if (!names.has(name)) names.set(name, plainName(count++));
    byPath.set(path, names);
  }
  return byPath;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** `$a`, `$b`, … `$9`, `$aa`: different for every number. */
function plainName(number) {
  const rest = Math.floor(number / LETTERS.length);
  return (rest > 0 ? plainName(rest - 1) : '$') + LETTERS[number % LETTERS.length];
}

function sourcesIn(folder) {
  const directory = resolve(PACKAGES, folder);
  return readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .sort()
    .map((file) => resolve(directory, file));
}

/** Where `#name`s stand in a source. */
function privatesIn(path, source) {
  if (!source.includes('#')) return [];
  const places = [];
  visit(parseSync(path, source, { lang: 'ts' }).program, (node) => {
    if (node.type === 'PrivateIdentifier') places.push(node);
  });
  return places;
}

/** Short names of internal properties; none of them is one of {@link plainName}'s. */
function shortNames() {
  const wire = sourcesIn('protocol/src')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  return new Map(
    INTERNAL_NAMES.map((name, number) => {
      if (new RegExp(`\\b${name}\\??:`).test(wire))
        throw new Error(`internal-names.mjs: ${name} is a name of the protocol too.`);
      return [name, plainName(number).replace('$', '_')];
    }),
  );
}

const KEYED = ['Property', 'MethodDefinition', 'PropertyDefinition'];

/** Where the names of internal properties stand in a source, and what stands there instead. */
function internalsIn(path, source, names) {
  const places = [];
  visit(parseSync(path, source, { lang: 'ts' }).program, (node) => {
    const key = node.type === 'MemberExpression' ? node.property : node.key;
    const isName = KEYED.includes(node.type) || node.type === 'MemberExpression';
    if (!isName || node.computed || key.type !== 'Identifier' || !names.has(key.name)) return;
    const { start, end, name } = key;
    places.push({ start, end, text: names.get(name) + (node.shorthand ? `: ${name}` : '') });
  });
  return places;
}

function renamed(source, places) {
  let text = '';
  let done = 0;
  for (const place of places.sort((a, b) => a.start - b.start)) {
    text += source.slice(done, place.start) + place.text;
    done = place.end;
  }
  return text + source.slice(done);
}

function visit(node, found) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') found(node);
  for (const part of Object.values(node)) visit(part, found);
}
