import type { FlagType } from '@sluice/evaluator';
import type {
  ConfirmableCode,
  RuleInput,
  SegmentRuleInput,
  ServeInput,
  TargetInput,
} from '@sluice/protocol';
import type {
  EnvironmentContent,
  RolloutTemplateContent,
  SegmentContent,
} from '../../export/index.js';
import type { FlagDefinition } from '../../flags/index.js';

/** Flag-level part of a flag to import. */
export interface ImportedDefinition extends FlagDefinition {
  readonly key: string;
  readonly type: FlagType;
}

/** What a flag is to do in one environment, rules as sent: ids and seeds may still be missing. */
export interface ImportedConfig {
  readonly enabled: boolean;
  readonly offVariant: string | null;
  readonly targets: readonly TargetInput[];
  readonly rules: readonly RuleInput[];
  readonly fallthrough: ServeInput;
  /** Warnings that the document itself confirms. */
  readonly warnings: readonly ConfirmableCode[];
}

/** A flag of a document. `path` is the JSON Pointer to it in the request body. */
export interface ImportedFlag {
  readonly path: string;
  readonly definition: ImportedDefinition;
  readonly archived: boolean;
  readonly configurations: readonly ImportedConfiguration[];
  /** Sentences about what the import leaves to a person. */
  readonly notes: readonly string[];
}

/** A flag's configuration in one environment. */
export interface ImportedConfiguration {
  readonly path: string;
  /** Key. */
  readonly environment: string;
  readonly config: ImportedConfig;
}

/** A segment of a document. */
export interface ImportedSegment {
  readonly path: string;
  /** Key. */
  readonly environment: string;
  readonly segment: Omit<SegmentContent, 'id' | 'version' | 'environment' | 'rules'> & {
    readonly rules: readonly SegmentRuleInput[];
  };
}

/** A rollout template of a document. */
export interface ImportedRolloutTemplate {
  readonly path: string;
  readonly template: RolloutTemplateContent;
}

/** An environment of a document, for a project that lacks it. */
export type ImportedEnvironment = Pick<EnvironmentContent, 'key' | 'name' | 'color' | 'protected'>;

/** What any format is read into, before it is compared with a project. */
export interface ImportDocument {
  /** Environments to import into. */
  readonly environments: readonly ImportedEnvironment[];
  readonly flags: readonly ImportedFlag[];
  readonly segments: readonly ImportedSegment[];
  readonly rolloutTemplates: readonly ImportedRolloutTemplate[];
}
