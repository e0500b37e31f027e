import { decodeCache, type CacheRecord } from '../cache/cache-record.js';
import type { Logger } from '../ports/logger.js';
import type { Storage } from '../ports/storage.js';

/** The cache of an earlier run, or null; one that cannot be used is warned about once and left alone until overwritten. */
export function loadCache(
  storage: Storage | null,
  owner: string,
  logger: Logger,
): CacheRecord | null {
  try {
    const text = storage?.load() ?? null;
    if (text === null) return null;
    const decoded = decodeCache(text, owner);
    if ('record' in decoded) return decoded.record;
    logger.warn(`The flag cache is ignored: ${decoded.problem}.`);
  } catch (error) {
    logger.warn(`The flag cache cannot be read: ${String(error)}. Starting without.`);
  }
  return null;
}
