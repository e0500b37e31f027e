import type { Json } from '@sluice/evaluator';
import type { SqlClient, TransactionClient } from '../../platform/database/sql-client.js';
import type { Actor } from '../auth/index.js';
import type { CommandTarget } from './command.js';

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

/** Where a chain ended when it was looked at, without a lock. */
export interface ForeseenHead {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

/** Appends events to the audit chains within a transaction; locks the chain's head row, as the last lock of all. */
export abstract class AuditAppender {
  /** Where the chain of the target's project ends, or null; a read that travels with the locks of the scope. */
  abstract foresee(sql: SqlClient, target: CommandTarget): Promise<ForeseenHead | null>;
  /**
   * Appends after `foreseen` without asking again, if it is of this chain. Where somebody appended since,
   * the transaction fails as one that can be run again ({@link isTransient}), then without foresight.
   */
  abstract append(
    sql: TransactionClient,
    batch: AuditBatch,
    foreseen: ForeseenHead | null,
  ): Promise<void>;
}
