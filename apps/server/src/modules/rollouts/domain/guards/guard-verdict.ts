import type { BreachCode, GuardAction } from '../machine/facts.js';

/** What one guard says at one check. */
export type GuardVerdict = {
  readonly guard: string;
  /** Time since its source last delivered, in ms. */
  readonly silentMs: number;
  /** It rests on public input: it may pause or delay, and its silence or health is no reason for anything. */
  readonly advisory?: true;
} & (
  | { readonly kind: 'healthy' | 'suspect' | 'too-few-samples' | 'no-data' }
  | { readonly kind: 'breach'; readonly code: BreachCode; readonly action: GuardAction }
);
