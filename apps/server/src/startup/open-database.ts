import type { Config } from '../config/index.js';
import type { Logger } from '../platform/logging/index.js';

/** The PostgreSQL this process uses, and how it is let go. */
export interface OpenDatabase {
  readonly url: string;
  readonly embedded: boolean;
  /** Ends the embedded server; does nothing for somebody else's. */
  stop(): Promise<void>;
}

/** The server of `DATABASE_URL`, or the embedded one, started in the data directory. */
export async function openDatabase(config: Config, logger: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    return { url: config.databaseUrl, embedded: false, stop: () => Promise.resolve() };
  }
  const { startEmbeddedPostgres } = await import('../platform/database/embedded/index.js');
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: (level, message) => {
      logger[level]({ context: 'postgres' }, message);
    },
  });
  return { url: postgres.url, embedded: true, stop: () => postgres.stop() };
}
