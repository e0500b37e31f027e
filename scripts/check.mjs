// npm run check: build, lint, types and tests, all of them, then what became of each. With names of
// these as arguments: only those.
import './check-node.mjs';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureInstalled } from './ensure-ready.mjs';
import { root, workspaces } from './repository.mjs';
import { runSteps } from './steps.mjs';

const node = (name, script) => ({ name, command: process.execPath, args: [script] });

function typeSteps() {
  const projects = ['tsconfig.json'];
  for (const { directory } of workspaces().values()) {
    const project = join(directory, 'tsconfig.json');
    if (existsSync(project)) projects.push(relative(root, project));
  }
  return projects.map((project) => ({
    name: `types ${project}`,
    command: 'tsc',
    args: ['-p', project, '--noEmit'],
  }));
}

const groups = {
  // First, because types are checked against what the other packages export when built.
  build: () => [node('build', 'scripts/build.mjs')],
  lint: () => [
    { name: 'eslint', command: 'eslint', args: ['.', '--max-warnings', '0'] },
    { name: 'prettier', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  ],
  types: typeSteps,
  tests: () => [node('tests', 'scripts/test.mjs')],
};

ensureInstalled();
const named = process.argv.slice(2).filter((name) => Object.hasOwn(groups, name));
const chosen = named.length > 0 ? named : Object.keys(groups);
process.exitCode = runSteps(chosen.flatMap((name) => groups[name]())) ? 0 : 1;
