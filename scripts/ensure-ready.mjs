// Installs and builds what is missing or older than its sources; says so when that takes a while.
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildKeys, isBuilt, writeKey } from './build-key.mjs';
import { root, workspaces } from './repository.mjs';

const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const installStamp = join(modules, '.sluice-installed');
const AT_ONCE = 2;

function lockHash() {
  const platform = `${process.platform}-${process.arch}`;
  return createHash('sha256').update(readFileSync(lockFile)).update(platform).digest('hex');
}

/** npm writes this file last, after everything else is in place. */
function installedAt() {
  const hidden = join(modules, '.package-lock.json');
  return existsSync(hidden) ? statSync(hidden).mtimeMs : 0;
}

function isInstalled(hash) {
  if (installedAt() === 0) return false;
  if (existsSync(installStamp)) return readFileSync(installStamp, 'utf8') === hash;
  return false;
}

/** Somebody ran npm by hand since the lock file changed. */
function wasInstalledByHand() {
  return installedAt() >= statSync(lockFile).mtimeMs;
}

function runNpm(args) {
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const npm = process.env.npm_execpath;
  const viaNode = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  return viaNode
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Installs the dependencies of package-lock.json unless they are there; exits when that fails. */
export function ensureInstalled() {
  const hash = lockHash();
  if (isInstalled(hash)) return;
  if (!wasInstalledByHand()) {
    const fresh = !existsSync(modules);
    console.error(
      `Installing dependencies (${fresh ? 'first run' : 'package-lock.json changed'}) …`,
    );
    // `npm ci` would empty node_modules under a running server; without one it is the exact choice.
    const args = [
      fresh ? 'ci' : 'install',
      '--include=dev',
      '--include=optional',
      '--loglevel=error',
    ];
    const { status, error } = runNpm(args);
    if (status !== 0) {
      const reason = error ? error.message : `npm ended with ${status}`;
      console.error(
        `The dependencies could not be installed: ${reason}. Is the npm registry reachable?`,
      );
      process.exit(status || 1);
    }
  }
  writeFileSync(installStamp, hash);
}

function runBuild({ directory, build }) {
  const PATH = [join(modules, '.bin'), process.env.PATH].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(build, {
      cwd: directory,
      shell: true,
      // All of it is news for people; stdout may be a file that the caller wants clean.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PATH },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Builds them with what they need first, two at a time; resolves to the name of one that failed. */
async function buildAll(pending, keys) {
  const running = new Map();
  while (pending.size > 0 || running.size > 0) {
    const ready = [...pending.values()].filter(({ needs }) =>
      needs.every((name) => !pending.has(name) && !running.has(name)),
    );
    for (const workspace of ready.slice(0, AT_ONCE - running.size)) {
      console.error(`Building ${workspace.name} …`);
      pending.delete(workspace.name);
      const done = runBuild(workspace).then((code) => ({ workspace, code }));
      running.set(workspace.name, done);
    }
    const { workspace, code } = await Promise.race(running.values());
    running.delete(workspace.name);
    if (code !== 0) {
      await Promise.all(running.values());
      return workspace.name;
    }
    writeKey(join(workspace.directory, 'dist'), keys.get(workspace.name));
  }
  return undefined;
}

/** Builds every workspace (of those named in `only`) whose dist is missing or made from other sources; exits when one fails. */
export async function ensureBuilt({ all: everything = false, only } = {}) {
  const all = workspaces();
  const keys = buildKeys(all);
  const wanted = [...all.values()].filter(({ name }) => only === undefined || only.has(name));
  const stale = wanted.filter(
    (one) => one.build && (everything || !isBuilt(one, keys.get(one.name))),
  );
  if (stale.length === 0) return;
  const failed = await buildAll(new Map(stale.map((one) => [one.name, one])), keys);
  if (failed === undefined) return;
  console.error(`${failed} could not be built; the reason is above.`);
  process.exit(1);
}

/** Both, in that order. */
export async function ensureReady() {
  ensureInstalled();
  await ensureBuilt();
}
