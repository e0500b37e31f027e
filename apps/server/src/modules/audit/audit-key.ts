import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/index.js';

const KEY_BYTES = 32;

/**
 * The key of the audit chains: `SLUICE_AUDIT_KEY`, else the file `audit.key` in the data directory,
 * made at the first start with mode 0600. Without the key nobody can write a chain that verifies.
 */
export function auditKey({
  auditKey: given,
  dataDir,
}: Pick<Config, 'auditKey' | 'dataDir'>): Buffer {
  if (given !== null) return Buffer.from(given, 'utf8');
  const path = join(dataDir, 'audit.key');
  if (!existsSync(path)) create(path);
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}

/** Written beside and renamed, so that a crash never leaves half a key. */
function create(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
