// What a user of our packages gets: each is packed, all are installed into an empty project, then
// every entry point is imported, required and type-checked there; the main ones before what they only
// optionally go with is installed too. Commands are run. Prints what each exports; ends with 1 when one fails.
import './check-node.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import typescript from 'typescript';
import { ensureReady } from './ensure-ready.mjs';
import { workspaces } from './repository.mjs';

await ensureReady();

const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);
const published = [...workspaces().values()].filter(({ isPublic }) => isPublic);
const project = mkdtempSync(join(tmpdir(), 'sluice-smoke-'));

function run(command, args, cwd = project) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (result.status === 0) return result.stdout;
  const said = `${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`;
  throw new Error(`${command} ${args.join(' ')}\n${said}`);
}

function install() {
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs);
  for (const { directory } of published) {
    run('npm', ['pack', '--silent', '--pack-destination', tarballs], directory);
  }
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }');
  add(readdirSync(tarballs).map((name) => join(tarballs, name)));
}

function add(packages) {
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages]);
}

/** What a package goes with if its user has it, and the types of that, in the versions we test with. */
function optionalPeers({ manifest }) {
  const { peerDependencies = {}, devDependencies = {} } = manifest;
  return Object.keys(peerDependencies)
    .flatMap((peer) => [peer, `@types/${peer}`])
    .filter((peer) => peer in devDependencies)
    .map((peer) => `${peer}@${devDependencies[peer]}`);
}

/** Names under which a package can be imported, the main one first. */
function entryNames({ name, manifest }) {
  const paths = Object.keys(manifest.exports ?? {}).filter((path) => !path.endsWith('.json'));
  return paths.map((path) => name + path.slice(1));
}

function exportedNames(name) {
  const say =
    'console.log(JSON.stringify(Object.keys(m).filter((key) => key !== "default").sort()))';
  const imported = run(process.execPath, [
    '--input-type=module',
    '-e',
    `const m = await import('${name}'); ${say}`,
  ]);
  const required = run(process.execPath, ['-e', `const m = require('${name}'); ${say}`]);
  const names = JSON.parse(imported);
  if (names.length === 0) throw new Error(`${name} exports nothing.`);
  if (imported !== required) {
    throw new Error(
      `${name} exports other names to import (${imported}) than to require (${required})`,
    );
  }
  return names;
}

/** What a file imports or requires, code and types alike; words in its strings are not taken for it. */
function modulesIn(file) {
  const { importedFiles } = typescript.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

/** The files that `exports` names, as far as they hold code or types. */
function entriesOf(value) {
  if (typeof value === 'string') return /\.(c|m)?(js|ts)$/.test(value) ? [value] : [];
  return Object.values(value ?? {}).flatMap(entriesOf);
}

function neighbour(file, module) {
  const path = join(dirname(file), module);
  return /\.d\.c?ts$/.test(file) ? path.replace(/\.(c?)js$/, '.d.$1ts') : path;
}

/** Every module from outside that a user of the package comes to load, code and types alike. */
function outsideModules({ directory, manifest }) {
  const entries = [...entriesOf(manifest.exports), ...(manifest.bin ? ['dist/main.js'] : [])];
  const pending = entries.map((entry) => join(directory, entry));
  const seen = new Set();
  const outside = new Set();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const module of modulesIn(file)) {
      if (module.startsWith('.')) pending.push(neighbour(file, module));
      else if (!isBuiltin(module)) outside.add(module);
    }
  }
  return [...outside];
}

/** A package may only name what it declares: not every package manager hoists what neighbours need. */
function checkDeclared(workspace) {
  const { dependencies, peerDependencies } = workspace.manifest;
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const undeclared = outsideModules(workspace).filter(
    (module) => !declared.some((one) => module === one || module.startsWith(`${one}/`)),
  );
  if (undeclared.length > 0)
    throw new Error(`It uses without declaring it: ${undeclared.join(', ')}`);
}

/** A consumer in each module system, strict; what other people's declarations lack is not ours. */
function checkTypes(name) {
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom'];
  for (const extension of ['mts', 'cts']) {
    const file = join(project, `consumer.${extension}`);
    writeFileSync(
      file,
      `import * as all from '${name}';\nexport const names = Object.keys(all);\n`,
    );
    const args = [tsc, ...options, '--module', 'nodenext', '--skipLibCheck', 'false', file];
    const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    const ours = stdout
      .split('\n')
      .filter((line) => /^(consumer\.|node_modules\/@sluice\/)/.test(line));
    if (ours.length > 0) throw new Error(`The declarations do not hold:\n${ours.join('\n')}`);
  }
}

/** A command runs from where npm put it, tells its version, and explains itself. */
function checkCommand({ manifest }, command) {
  const bin = join(project, 'node_modules/.bin', command);
  const said = run(bin, ['--version']).trim();
  if (said !== manifest.version) {
    throw new Error(`${command} --version says ${said}; the package is ${manifest.version}.`);
  }
  if (!run(bin, ['--help']).startsWith(`Usage: ${command} `)) {
    throw new Error(`${command} --help does not say how it is used.`);
  }
  console.log(`${command} ${said}`);
}

let failures = 0;

function attempt(what, check) {
  try {
    check();
  } catch (error) {
    failures += 1;
    console.error(`${what} FAILED\n${error.message}`);
  }
}

function checkEntry(entry) {
  attempt(entry, () => {
    console.log(`${entry}: ${exportedNames(entry).join(', ')}`);
    checkTypes(entry);
  });
}

try {
  install();
  for (const workspace of published) {
    attempt(workspace.name, () => checkDeclared(workspace));
    for (const entry of entryNames(workspace).slice(0, 1)) checkEntry(entry);
    for (const command of Object.keys(workspace.manifest.bin ?? {})) {
      attempt(command, () => checkCommand(workspace, command));
    }
  }
  add(published.flatMap(optionalPeers));
  for (const workspace of published) entryNames(workspace).slice(1).forEach(checkEntry);
} catch (error) {
  failures += 1;
  console.error(error.message);
} finally {
  rmSync(project, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
