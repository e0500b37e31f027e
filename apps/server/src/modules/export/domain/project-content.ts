import type { SegmentRule } from '@sluice/evaluator';
import type { RolloutPlan } from '@sluice/protocol';
import type { StoredDefinition, WarnedConfig } from '../../flags/index.js';

/** What one flag does in one environment. */
export interface ConfigurationContent extends WarnedConfig {
  readonly flagId: string;
  /** Key. */
  readonly environment: string;
  readonly version: number;
}

/** A segment of one environment. */
export interface SegmentContent {
  readonly id: string;
  /** Key. */
  readonly environment: string;
  readonly version: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly by: string | null;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly rules: readonly SegmentRule[];
}

/** A saved plan of rollouts. */
export interface RolloutTemplateContent {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly plan: RolloutPlan;
}

/** An environment that is not archived. */
export interface EnvironmentContent {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly protected: boolean;
  readonly epoch: string;
  readonly revision: number;
  readonly shutdown: boolean;
}

/** Everything of a project at one moment, in a stable order: environments by position, the rest by key. */
export interface ProjectContent {
  readonly project: {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly description: string;
  };
  readonly environments: readonly EnvironmentContent[];
  readonly flags: readonly StoredDefinition[];
  readonly configurations: readonly ConfigurationContent[];
  readonly segments: readonly SegmentContent[];
  readonly rolloutTemplates: readonly RolloutTemplateContent[];
  /** Head of the project's audit chain; `seq` 0 and an empty hash before the first event. */
  readonly audit: { readonly seq: number; readonly hash: string };
  /** Clock of the database. */
  readonly at: string;
}
