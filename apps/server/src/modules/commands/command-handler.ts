import type { Role } from '@sluice/protocol';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { Command, CommandTarget } from './command.js';
import type { WriteUnit } from './write-unit.js';

/** What is locked, and where the role must be held. */
export type CommandScope = 'global' | 'project' | 'environment';

/** Carries out one kind of command inside the transaction of the executor. */
export interface CommandHandler<P = unknown, R = unknown, F = unknown> {
  readonly kind: string;
  /** Needed in the scope; where a protected environment would serve something else, at least `operator` there. */
  readonly role: Role;
  readonly scope: CommandScope;
  /** Whether `If-Match` is required; the handler then calls `unit.requireVersion`. */
  readonly versioned: boolean;
  /** Whether it works on archived projects and environments; else they answer `ARCHIVED`. */
  readonly allowsArchived?: boolean;
  /** An emergency: waits for a stuck writer to be ended, up to 8 s, instead of answering `WRITE_CONTENTION` after 2. */
  readonly urgent?: boolean;
  /** For those that create a secret: its id, stored instead of the result so that no replay shows it again. */
  secretId?(result: R): string;
  /**
   * Reads that travel with the lock, to save a wait: PostgreSQL runs them once the lock is granted, so
   * they see what it guards. `handle` gets what they return; until the role is judged, nothing else
   * may come of it.
   */
  foresee?(sql: SqlClient, target: CommandTarget): Promise<F>;
  handle(unit: WriteUnit, command: Command<P>, foreseen: F): Promise<R>;
}

/** A handler with its types forgotten, as the executor keeps it. */
export type AnyCommandHandler = Omit<CommandHandler<never, unknown, never>, 'foresee'> & {
  foresee?(sql: SqlClient, target: CommandTarget): Promise<unknown>;
};
