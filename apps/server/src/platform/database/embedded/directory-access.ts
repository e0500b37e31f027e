import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Identity } from './privileges.js';

function mayEnter(entry: Identity & { mode: number }, identity: Identity): boolean {
  if (entry.uid === identity.uid) return (entry.mode & 0o100) !== 0;
  if (entry.gid === identity.gid) return (entry.mode & 0o010) !== 0;
  return (entry.mode & 0o001) !== 0;
}

/**
 * True when that user may enter the directory and everything above it, judged by permission bits (a
 * false "no" because of an access control list only costs a detour). Undefined identity: always true.
 */
export async function canReach(
  directory: string,
  identity: Identity | undefined,
): Promise<boolean> {
  if (!identity) return true;
  const entry = await stat(directory).catch(() => undefined);
  if (!entry || !mayEnter(entry, identity)) return false;
  const parent = dirname(directory);
  return parent === directory || canReach(parent, identity);
}
