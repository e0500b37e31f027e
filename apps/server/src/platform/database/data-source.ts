import { DataSource, type MigrationInterface } from 'typeorm';
import { SESSION_SETTINGS } from './session-settings.js';

/** How to reach PostgreSQL, and what the connections of this data source are for. */
export interface DataSourceTarget {
  /** A `postgresql://` URL, also one that names a socket directory (`?host=/run/x`). */
  readonly url: string;
  readonly applicationName: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly poolSize: number;
  /** Over the limits every writer has, in milliseconds; 0 is none. */
  readonly limits?: Partial<
    Record<'lock_timeout' | 'statement_timeout' | 'idle_in_transaction_session_timeout', number>
  >;
}

/**
 * A TypeORM data source, not yet connected: it never changes the schema by itself and installs no
 * extension (gen_random_uuid is built in).
 */
export function createDataSource(target: DataSourceTarget): DataSource {
  return new DataSource({
    type: 'postgres',
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    logging: false,
    migrations: [...target.migrations],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    poolSize: target.poolSize,
    poolErrorHandler: () => undefined,
    // TypeORM cannot read a URL without a host; pg can.
    extra: {
      connectionString: target.url,
      application_name: target.applicationName,
      ...SESSION_SETTINGS,
      ...target.limits,
    },
  });
}
