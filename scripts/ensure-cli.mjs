// Builds what the command line needs where that is missing or older than its sources. Quick where nothing is to do.
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './ensure-ready.mjs';
import { workspaces } from './repository.mjs';

const CLI = '@sluice/cli';

function withNeeds(name, all, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const need of all.get(name).needs) withNeeds(need, all, found);
  return found;
}

function newestBelow(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.reduce((newest, entry) => {
    const child = join(path, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestBelow(child) : statSync(child).mtimeMs);
  }, mtimeMs);
}

const keyOf = ({ directory }) => join(directory, 'dist', '.build-key');

/** Looks at times only; `ensureBuilt` then compares contents. */
function mayBeStale(workspace) {
  const key = keyOf(workspace);
  return !existsSync(key) || statSync(key).mtimeMs < newestBelow(join(workspace.directory, 'src'));
}

/** Makes the command line ready to run; everything it has to say goes to stderr. */
export async function ensureCli() {
  const all = workspaces();
  const only = withNeeds(CLI, all);
  if (![...only].some((name) => mayBeStale(all.get(name)))) return;
  ensureInstalled();
  await ensureBuilt({ only });
  const now = new Date();
  for (const name of only) utimesSync(keyOf(all.get(name)), now, now);
}
