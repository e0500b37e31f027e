// A build is up to date when the key it left in dist/ is the key of its sources: a hash of every file
// that goes into it, of what builds it, and of the workspaces it needs. No clocks, so a checkout of an
// older commit is noticed, and a touched file is not.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, workspaces } from './repository.mjs';

const KEY_FILE = '.build-key';
const SHARED = [
  'tsconfig.base.json',
  'vite.library.mjs',
  'package-lock.json',
  'scripts/swap-dist.mjs',
  'scripts/build-package.mjs',
  'scripts/build-server.mjs',
];
const OUTSIDE = {
  '@sluice/server': [
    'migrations',
    'examples/genesis/feature_flags.json',
    'examples/genesis/hierarchy.json',
  ],
};
const IGNORED = /(^|\/)(node_modules|dist|test|coverage)$|\.spec\.tsx?$|\.tsbuildinfo$/;

function filesBelow(path) {
  if (!existsSync(path) || IGNORED.test(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

function hashFiles(hash, paths) {
  for (const path of paths.sort()) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
}

function keyOf(workspace, all, known) {
  if (known.has(workspace.name)) return known.get(workspace.name);
  const hash = createHash('sha256');
  for (const name of workspace.needs) hash.update(`${keyOf(all.get(name), all, known)}\n`);
  const outside = (OUTSIDE[workspace.name] ?? []).map((path) => join(root, path));
  const shared = SHARED.map((path) => join(root, path)).filter((path) => existsSync(path));
  hashFiles(hash, [...shared, ...[workspace.directory, ...outside].flatMap(filesBelow)]);
  const key = hash.digest('hex');
  known.set(workspace.name, key);
  return key;
}

/** The key of every workspace, by name. */
export function buildKeys(all = workspaces()) {
  const known = new Map();
  for (const workspace of all.values()) keyOf(workspace, all, known);
  return known;
}

/** True when the workspace's dist was built from exactly these sources. */
export function isBuilt({ directory }, key) {
  const file = join(directory, 'dist', KEY_FILE);
  return existsSync(file) && readFileSync(file, 'utf8') === key;
}

/** Records what a dist was built from. */
export function writeKey(dist, key) {
  writeFileSync(join(dist, KEY_FILE), key);
}
