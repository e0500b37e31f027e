import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { Actor } from '../auth/index.js';
import type { AuditEntry } from './audit-appender.js';
import type { LockedEnvironment, LockedProject } from './locked.js';

/** What a write did, as those who are told of it need it. */
export interface WriteSummary {
  readonly project: LockedProject | null;
  readonly environments: ReadonlyMap<string, LockedEnvironment>;
  readonly actor: Actor;
  readonly requestId: string;
  readonly comment: string;
  /** Clock of the database. */
  readonly now: Date;
  readonly audits: readonly AuditEntry[];
}

/** Puts what is to be told outside beside the write itself: both are committed, or neither is. */
export abstract class ChangeOutbox {
  /**
   * Asks, without waiting for the answer, who wants to be told. What it returns is called once the
   * audit head is locked, hence in the order of the project's writes, as the last of the transaction.
   */
  abstract open(sql: TransactionClient, write: WriteSummary): () => Promise<void>;
}
