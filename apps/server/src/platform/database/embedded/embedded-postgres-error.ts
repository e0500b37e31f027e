const WAY_OUT =
  'Set DATABASE_URL to use a PostgreSQL 15 or newer of your own, or run `docker compose up`.';

/** The embedded database cannot be used; the message says why and how to go on without it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`${reason}\n${WAY_OUT}`, options);
  }
}
