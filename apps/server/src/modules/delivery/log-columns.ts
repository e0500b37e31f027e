import type { LogRow } from './domain/log-row.js';

/** A change-log row as `pg` gives it: bigints are strings. */
export interface LogColumns {
  readonly epoch: string;
  readonly revision: string;
  readonly server_changes: string;
  readonly client_changes: string;
  readonly digest_server: string;
  readonly digest_client: string;
}

/** The row in the domain's words. */
export function logRowOf(columns: LogColumns): LogRow {
  return {
    epoch: columns.epoch,
    revision: Number(columns.revision),
    serverChanges: columns.server_changes,
    clientChanges: columns.client_changes,
    serverDigest: Number(columns.digest_server),
    clientDigest: Number(columns.digest_client),
  };
}
