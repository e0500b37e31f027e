import { join } from 'node:path';

/** The superuser of an embedded cluster. */
export const SUPERUSER = 'sluice';
/** The database Sluice keeps its tables in. */
export const DATABASE = 'sluice';

const PORT = 5432;

/** How to reach the embedded database; the shape `pg` takes. No environment variable changes it. */
export interface EmbeddedConnection {
  /** Directory of the unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly ssl: false;
}

/** The connection through the socket in this directory. */
export function connectionThrough(socketDir: string, database = DATABASE): EmbeddedConnection {
  return { host: socketDir, port: PORT, user: SUPERUSER, database, ssl: false };
}

/** The same as one line that libpq, psql and `pg` understand. */
export function urlOf({ host, port, user, database }: EmbeddedConnection): string {
  const query = new URLSearchParams({ host, port: String(port), user });
  return `postgresql:///${encodeURIComponent(database)}?${query.toString()}`;
}

/** The socket PostgreSQL creates in that directory. */
export function socketPath(socketDir: string): string {
  return join(socketDir, `.s.PGSQL.${PORT}`);
}
