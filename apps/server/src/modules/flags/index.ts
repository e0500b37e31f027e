export { FlagsModule } from './flags.module.js';
export { ConfigsRepository, type ConfiguredFlag } from './configs.repository.js';
export { ConfigWriter, type ConfigWriteOptions } from './config-writer.js';
export { DefinitionWriter, type NewFlag } from './definition-writer.js';
export { GraphGuard } from './graph-guard.js';
export { RandomChance } from './random-chance.js';
export { checkConfig, type ConfigFacts } from './domain/check-config.js';
export { checkDefinition, checkFlagKey } from './domain/check-definition.js';
export { BOOLEAN_VARIANTS } from './domain/check-variants.js';
export type { ConfigPatch, RuleDraft, TargetDraft } from './domain/config-draft.js';
export { configOf, initialConfig, type FlagConfigState } from './domain/flag-config.js';
export {
  definitionOf,
  type FlagDefinition,
  type StoredDefinition,
} from './domain/flag-definition.js';
export { checkGraph } from './domain/graph/check-graph.js';
export {
  flagReferences,
  type FlagGraph,
  type FlagReference,
  type GraphFlag,
} from './domain/graph/graph-flag.js';
export { checkSeedsKept, mergeConfig, type Chance } from './domain/merge-config.js';
export { mergeDefinition, newDefinition, type FlagPayload } from './domain/new-definition.js';
export { usedVariants } from './domain/used-variants.js';
export { warningsOf, type WarnedConfig, type Warnings } from './domain/warnings.js';
export type { DatedDefinition, StoredConfig } from './flag.rows.js';
export { NoRuleLocks, RuleLocks, type ConfigChange } from './rule-locks.js';
