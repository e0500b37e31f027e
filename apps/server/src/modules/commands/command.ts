import type { ConfirmableCode } from '@sluice/protocol';
import type { Actor } from '../auth/index.js';

/** What a command acts on: the keys, and ids where a resource has no key, as they were addressed. */
export interface CommandTarget {
  readonly project?: string;
  readonly environment?: string;
  readonly flag?: string;
  readonly segment?: string;
  readonly template?: string;
  readonly id?: string;
}

/** A write as data (api.md, "Conventions"), so that it can be tried, held back and run later. */
export interface Command<P = unknown> {
  /** `flag.enable`, `environment.update`, …: the name its handler is registered under. */
  readonly kind: string;
  readonly target: CommandTarget;
  /** Version from `If-Match`; null where the kind needs none. */
  readonly baseVersion: number | null;
  readonly payload: P;
  /** For the audit log. */
  readonly comment?: string;
  /** Warnings that the sender has read and means to override. */
  readonly confirm?: readonly ConfirmableCode[];
}

/** The `Idempotency-Key` of a request, with what it must be the same for. */
export interface IdempotencyClaim {
  readonly key: string;
  readonly route: string;
  readonly bodyHash: string;
}

/** Who sends a command, in which request, and whether it is only tried. */
export interface CommandContext {
  readonly actor: Actor;
  readonly requestId: string;
  /** Do everything, then undo it: the outcome says what would have changed. */
  readonly dryRun?: boolean;
  readonly idempotency?: IdempotencyClaim;
}
