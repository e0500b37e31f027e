import { lstat, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { isErrno } from './errno.js';

interface Link {
  readonly source: string;
  readonly target: string;
}

function isLink(value: unknown): value is Link {
  const { source, target } = (value ?? {}) as Partial<Record<keyof Link, unknown>>;
  return typeof source === 'string' && typeof target === 'string' && !escapes(target);
}

function escapes(path: string): boolean {
  return isAbsolute(path) || normalize(path).startsWith('..');
}

async function readLinks(nativeDir: string): Promise<readonly Link[]> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8'));
    return Array.isArray(parsed) ? parsed.filter(isLink) : [];
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Recreates the links between shared libraries that npm packages cannot carry and that a postinstall
 * script normally makes. Returns false when some are missing and the directory cannot be written.
 */
export async function ensureLibraryLinks(nativeDir: string): Promise<boolean> {
  const packageDir = dirname(nativeDir);
  for (const { source, target } of await readLinks(nativeDir)) {
    const path = join(packageDir, target);
    if (await exists(path)) continue;
    try {
      await symlink(basename(source), path);
    } catch (error) {
      if (isErrno(error, 'EEXIST')) continue;
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      throw error;
    }
  }
  return true;
}
