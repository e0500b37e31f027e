import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory that others may enter, as a checkout in a home directory usually is. */
export function temporaryDirectory(mode = 0o755): string {
  const path = mkdtempSync(join(tmpdir(), `sluice-test-${process.pid}-`));
  chmodSync(path, mode);
  return path;
}

/** Removes it with all that is in it, whoever owns that. */
export function removeDirectory(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
