import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CheckedOptions } from './checked-options.js';

/** Fingerprint of server, key and kind of key: whose cache it is, without naming the key. */
export function cacheOwner({
  url,
  key,
  kind,
}: Pick<CheckedOptions, 'url' | 'key' | 'kind'>): string {
  return createHash('sha256').update(`${url.href}\n${key}\n${kind}`).digest('hex');
}

/** Where an owner's cache lies, known before anything of the environment is. */
export function cacheFile(cacheDir: string, owner: string): string {
  return join(cacheDir, `sluice-${owner.slice(0, 32)}.json`);
}
