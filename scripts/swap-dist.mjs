import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildKeys, writeKey } from './build-key.mjs';
import { root, workspaces } from './repository.mjs';

const cache = join(root, 'node_modules', '.cache', 'sluice-builds');
const remove = (path) => rmSync(path, { recursive: true, force: true });

/**
 * Lets `build` fill an empty directory and, when it returns 0, makes that the dist of the workspace. So a
 * failed build leaves the last good one, no output outlives its source, and whoever reads dist meanwhile
 * misses it for no longer than two renames. Returns what `build` returned.
 */
export function swapDist(workspace, build) {
  const all = workspaces();
  const { name: packageName } = [...all.values()].find(({ directory }) => directory === workspace);
  // Of the sources as they are now: one that changes during the build is then noticed at the next.
  const key = buildKeys(all).get(packageName);
  const name = `${basename(workspace)}-${process.pid}`;
  const draft = join(cache, name);
  const old = join(cache, `${name}-old`);
  const dist = join(workspace, 'dist');
  try {
    mkdirSync(draft, { recursive: true });
    const status = build(draft);
    if (status !== 0) return status;
    writeKey(draft, key);
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(draft, dist);
    return 0;
  } finally {
    remove(draft);
    remove(old);
  }
}
