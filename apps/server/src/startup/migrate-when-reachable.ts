import { AppError } from '../platform/errors/app-error.js';
import { translateDatabaseError } from '../platform/database/database-error.js';
import type { Logger } from '../platform/logging/index.js';

const PAUSE_MS = 2_000;

/** What migrating needs from outside. */
export interface MigrationPorts {
  /** Brings the schema up to date once; rejects where that fails. */
  readonly migrate: () => Promise<unknown>;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** One attempt to migrate: `false` where the database cannot be reached; any other failure is thrown. */
export async function tryMigrating({ migrate, logger }: MigrationPorts): Promise<boolean> {
  try {
    await migrate();
    return true;
  } catch (error) {
    const known = translateDatabaseError(error);
    if (!(known instanceof AppError) || known.code !== 'DATABASE_UNAVAILABLE') throw error;
    logger.debug({ err: error }, 'the database cannot be reached');
    return false;
  }
}

/** Tries every 2 s until the database is there and migrated; `false` where `signal` ended it first. */
export async function migrateWhenReachable(ports: MigrationPorts): Promise<boolean> {
  ports.logger.warn(
    'the database cannot be reached; serving what is known and trying again every 2 s',
  );
  while (!ports.signal.aborted) {
    if (await tryMigrating(ports)) {
      ports.logger.info('the database is back and its schema is up to date');
      return true;
    }
    await pause(ports.signal);
  }
  return false;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, PAUSE_MS);
    signal.addEventListener('abort', done);
  });
}
