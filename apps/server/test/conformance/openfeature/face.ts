import type { EvaluationContext, EvaluationDetails, FlagValue } from '@openfeature/core';

/** Types by the names of the features. */
export type FlagKind = 'boolean' | 'string' | 'number' | 'object';

/** What a scenario asks. */
export interface Asked {
  readonly kind: FlagKind;
  readonly key: string;
  readonly fallback: FlagValue;
}

/** As much of a hook as the features look at; the same for both SDKs. */
export interface SeenHook {
  before?(context: { readonly context: EvaluationContext }): EvaluationContext | undefined;
  after?(context: unknown, details: EvaluationDetails<FlagValue>): void;
  error?(context: unknown, error: unknown): void;
  finally?(context: unknown, details: EvaluationDetails<FlagValue>): void;
}

/** Levels of context, the weakest first. */
export const LEVELS = ['API', 'Transaction', 'Client', 'Invocation', 'Before Hooks'] as const;
export type Level = (typeof LEVELS)[number];

/** How a provider is to stand when a scenario begins. */
export type Standing = 'stable' | 'not ready' | 'error' | 'fatal' | 'stale';

/** One of OpenFeature's SDKs with our provider in it, for one scenario. */
export interface Face {
  /** Levels of context that the SDK has. */
  readonly levels: readonly Level[];
  /** Sets a provider that stands so. */
  provide(standing: Standing): Promise<void>;
  addHook(hook: SeenHook): void;
  /** Asks with the context of each level, and with more hooks. */
  ask(
    asked: Asked,
    contexts: Partial<Record<Level, EvaluationContext>>,
    hooks?: readonly SeenHook[],
  ): Promise<EvaluationDetails<FlagValue>>;
  /** Context that the provider was last asked with. */
  readonly seen: EvaluationContext;
  readonly status: string;
  close(): Promise<void>;
}
