import type { FlagType, Json, Prerequisite, Rule, Serve, Target } from '@sluice/evaluator';
import type { ConfirmableCode } from '@sluice/protocol';

/** Flag-level part of a flag to import. */
export interface ImportedDefinition {
  readonly key: string;
  readonly type: FlagType;
  readonly variants: Readonly<Record<string, Json>>;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly tags: readonly string[];
  readonly risk: 'low' | 'medium' | 'high';
  readonly temporary: boolean;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
  readonly prerequisites: readonly Prerequisite[];
  readonly onShutdown: 'off' | 'keep';
  readonly clientVisible: boolean;
}

/** What a flag is to do in one environment. */
export interface ImportedConfig {
  readonly enabled: boolean;
  readonly offVariant: string | null;
  readonly targets: readonly Target[];
  readonly rules: readonly Rule[];
  readonly fallthrough: Serve;
  /** Warnings that the document itself confirms. */
  readonly warnings: readonly ConfirmableCode[];
}
