import type { Change } from '@sluice/evaluator';

/** What an environment would see of a dry run. */
export interface PlannedChanges {
  readonly environment: string;
  readonly server: readonly Change[];
  readonly client: readonly Change[];
}

/** What a command did: its handler's result, and the new revision of each environment it changed. */
export interface CommandOutcome<R> {
  readonly result: R;
  /** Environment id → revision. */
  readonly revisions: Readonly<Record<string, number>>;
  /** Only after a dry run. */
  readonly changes?: readonly PlannedChanges[];
  /** The stored outcome of an earlier request with the same `Idempotency-Key`. */
  readonly replayed?: boolean;
}
