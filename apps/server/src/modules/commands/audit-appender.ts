import type { Json } from '@sluice/evaluator';
import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { Actor } from '../auth/index.js';

/** One thing done, as a handler reports it. */
export interface AuditEntry {
  /** The kind of the command or of its part: `flag.enable`. */
  readonly action: string;
  /** `flag:<id>`, `segment:<id>`, `environment:<id>` … */
  readonly resource: string;
  readonly before: Json;
  readonly after: Json;
  readonly projectId: string | null;
  readonly environmentId: string | null;
  readonly details: Json;
}

/** A chain's new entries with what they have in common. */
export interface AuditBatch {
  /** A project id, or `global`. */
  readonly chain: string;
  readonly actor: Actor;
  readonly requestId: string;
  readonly comment: string;
  /** Clock of the database. */
  readonly at: Date;
  readonly entries: readonly AuditEntry[];
}

/** Appends events to the audit chains within a transaction; locks the chain's head row, as the last lock of all. */
export abstract class AuditAppender {
  abstract append(sql: TransactionClient, batch: AuditBatch): Promise<void>;
}
