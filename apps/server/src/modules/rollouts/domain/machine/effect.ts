import type { PauseReason } from './rollout.js';

/** What a transition asks the engine to do, in the same transaction. */
export type RolloutEffect =
  | { readonly kind: 'set-percentage'; readonly percentage: number }
  /** Disables the flags and pauses other active rollouts of theirs. */
  | { readonly kind: 'disable-flags'; readonly flags: readonly string[] }
  | { readonly kind: 'begin-evidence' }
  | { readonly kind: 'record'; readonly what: RolloutRecord };

/** What goes into the audit log and to those who want to be told. */
export type RolloutRecord =
  | { readonly action: 'started' | 'stepped' | 'stepped-back'; readonly percentage: number }
  | { readonly action: 'paused'; readonly reason: PauseReason; readonly guard?: string }
  | { readonly action: 'resumed' | 'completed' | 'aborted' | 'evidence-restarted' }
  | { readonly action: 'rolled-back-to'; readonly percentage: number }
  | { readonly action: 'rolled-back'; readonly reason: string; readonly guard?: string };
