import type { FlagType, Json, Prerequisite, Rule, Serve } from '@sluice/evaluator';

/** Ids that get one variant, as stored: never hashed. */
export interface StoredTarget {
  readonly variant: string | null;
  readonly ids: readonly string[];
  readonly by?: string;
}

/** A flag with its configuration in one environment: all that its wire form is made of. */
export interface StoredFlag {
  readonly id: string;
  readonly key: string;
  readonly type: FlagType;
  readonly variants: Readonly<Record<string, Json>>;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
  readonly prerequisites: readonly Prerequisite[];
  readonly onShutdown: 'off' | 'keep';
  /** Part of the view that browsers get. */
  readonly clientVisible: boolean;
  readonly enabled: boolean;
  readonly offVariant: string | null;
  readonly targets: readonly StoredTarget[];
  readonly rules: readonly Rule[];
  readonly fallthrough: Serve;
}
