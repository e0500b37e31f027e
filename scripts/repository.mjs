// Where things are: the root, and the workspaces with what they build and need.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const FOLDERS = ['packages', 'apps'];

function readWorkspace(directory) {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const { name, scripts = {}, dependencies = {}, devDependencies = {} } = manifest;
  const needs = Object.keys({ ...dependencies, ...devDependencies });
  return { name, directory, build: scripts.build, isPublic: !manifest.private, needs, manifest };
}

/** Every workspace by name; `needs` holds only the names of other workspaces. */
export function workspaces() {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((name) => join(root, folder, name))
      .filter((directory) => existsSync(join(directory, 'package.json')))
      .map(readWorkspace),
  );
  const names = new Set(found.map(({ name }) => name));
  return new Map(
    found.map((one) => [one.name, { ...one, needs: one.needs.filter((name) => names.has(name)) }]),
  );
}
