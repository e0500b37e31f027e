/** Why a percentage must not go up: nobody gets the flag, or nothing in its place may be changed. */
export type StandstillReason = 'FLAG_DISABLED' | 'SHUTDOWN' | 'ARCHIVED';

/** What a guard does when it trips. */
export type GuardAction = 'rollback' | 'step-back' | 'pause';

/** Why health is called bad. */
export type BreachCode =
  'TRIPWIRE' | 'SEQUENTIAL' | 'ABSOLUTE' | 'HEALTH_URL' | 'SITE_WIDE' | 'SAMPLE_RATIO';

/**
 * What all guards together say. `waiting` neither advances nor acts; only `healthy` lets a rollout go
 * on. A rollout without guards is always healthy: it said so.
 */
export type Health =
  | { readonly kind: 'healthy' }
  | {
      readonly kind: 'waiting';
      readonly reason: 'no-data' | 'too-few-samples' | 'suspect';
      /** Time since the quietest source last delivered, in ms. */
      readonly silentMs: number;
    }
  | {
      readonly kind: 'breach';
      readonly action: GuardAction;
      readonly code: BreachCode;
      readonly guard: string;
    };

/** What `transition` has to know of the world. */
export interface Facts {
  /** The database's clock, ms since the Unix epoch. */
  readonly now: number;
  readonly health: Health;
  readonly flagEnabled: boolean;
  /** What stands against any change for the whole environment; absent where nothing does. */
  readonly suspendedBy?: 'SHUTDOWN' | 'ARCHIVED' | undefined;
}

/** Why the percentage must not go up now, however healthy it looks; null where it may. */
export function stoppedBy({ flagEnabled, suspendedBy }: Facts): StandstillReason | null {
  return suspendedBy ?? (flagEnabled ? null : 'FLAG_DISABLED');
}
