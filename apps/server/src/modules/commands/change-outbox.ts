import type { SqlClient, TransactionClient } from '../../platform/database/sql-client.js';
import type { Actor } from '../auth/index.js';
import type { AuditEntry } from './audit-appender.js';
import type { CommandTarget } from './command.js';
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
  /** Whether anybody wants to be told of writes to the target's project; a read that travels with the locks of the scope. */
  abstract isHeard(sql: SqlClient, target: CommandTarget): Promise<boolean>;
  /** Called where somebody is, once the audit chain is appended to, hence in the order of the project's writes. */
  abstract tell(sql: TransactionClient, write: WriteSummary): Promise<void>;
}
