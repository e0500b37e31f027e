import type { Json } from '@sluice/evaluator';
import type { ConfirmableCode } from '@sluice/protocol';
import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { Actor } from '../auth/index.js';
import type { TouchedFlag } from '../wire/index.js';
import type { LockedEnvironment, LockedProject } from './locked.js';

/** What a handler says it has done; chain, actor, request id, comment and time are added. */
export interface UnitAuditEntry {
  readonly action: string;
  readonly resource: string;
  readonly before: Json;
  readonly after: Json;
  readonly environmentId?: string;
  /** Only for global commands: the project whose chain the entry belongs to. */
  readonly projectId?: string;
  readonly details?: Json;
}

/** How a flag changed. */
export interface FlagChange {
  /** Only there; all locked environments otherwise. */
  readonly environmentId?: string;
  /** It is new and serves nothing yet, which needs no role in protected environments. */
  readonly introduced?: boolean;
  /** With `environmentId`: all that the planner would read again. */
  readonly known?: TouchedFlag;
}

/** Whose version `If-Match` named. */
export interface VersionedResource {
  /** Resource as audited, to tell who changed it last. */
  readonly resource: string;
  readonly environmentId?: string;
}

/** A state worth coming back to: of a flag, or of its configuration in one environment. */
export interface HistoryEntry {
  readonly flagId: string;
  readonly environmentId: string | null;
  readonly version: number;
  readonly state: Json;
}

export type NotifyChannel = 'sluice_keys' | 'sluice_directory' | 'sluice_tokens';

/** What a handler works with: alive only inside the transaction, after the locks (streaming.md). */
export interface WriteUnit {
  readonly sql: TransactionClient;
  /** Clock of the database, read after the locks. */
  readonly now: Date;
  readonly actor: Actor;
  readonly requestId: string;
  readonly comment: string;
  /** The locked project; null in global commands. */
  readonly project: LockedProject | null;
  /** The locked environments by id. */
  readonly environments: ReadonlyMap<string, LockedEnvironment>;
  /** The one locked environment; throws unless the scope is `environment`. */
  readonly environment: LockedEnvironment;
  /** Whether the sender confirmed this warning. */
  confirmed(code: ConfirmableCode): boolean;
  /** Throws `VERSION_STALE`, naming the current version and who made it, unless the sender read `current`. */
  requireVersion(current: number, of: VersionedResource): Promise<void>;
  /**
   * The wire form of this flag may have changed in the locked environments, or only in the one named.
   */
  flagChanged(flagId: string, options?: FlagChange): void;
  /** The wire form of the segment with this key may have changed; it may be gone. */
  segmentChanged(segmentKey: string, environmentId: string): void;
  /** Anything may have changed in this environment: both views are planned from scratch. */
  rewire(environmentId: string): void;
  setShutdown(environmentId: string, on: boolean, reason: string): void;
  /** Starts a new history of revisions: after a restore, or when created. */
  newEpoch(environmentId: string): void;
  /** Takes part in the write although it was created by it: a new environment. */
  adopt(environment: LockedEnvironment): void;
  audit(entry: UnitAuditEntry): void;
  history(entry: HistoryEntry): void;
  /** Sent when, and only when, the transaction commits. */
  notify(channel: NotifyChannel, payload: string): void;
}
