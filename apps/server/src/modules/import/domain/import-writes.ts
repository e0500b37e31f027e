import type {
  ConfigurationContent,
  RolloutTemplateContent,
  SegmentContent,
} from '../../export/index.js';
import type { StoredDefinition, WarnedConfig } from '../../flags/index.js';
import type { ImportedFlag } from './import-document.js';

/** A flag to create, or to give another definition. */
export interface FlagWrite {
  readonly wanted: ImportedFlag;
  readonly present: StoredDefinition | null;
}

/** A configuration to save. */
export interface ConfigurationWrite {
  readonly flag: string;
  readonly environment: string;
  readonly present: ConfigurationContent | null;
  readonly after: WarnedConfig;
}

/** A segment to create or change. */
export interface SegmentWrite {
  readonly present: SegmentContent | null;
  readonly after: Omit<SegmentContent, 'id' | 'version'>;
}

/** A rollout template to create or change. */
export interface RolloutTemplateWrite {
  readonly present: RolloutTemplateContent | null;
  readonly after: RolloutTemplateContent;
}
