import type { WriteUnit } from '../commands/index.js';
import type { FlagConfigState } from './domain/flag-config.js';
import type { FlagDefinition, StoredDefinition } from './domain/flag-definition.js';

/** A configuration about to be stored in place of another. */
export interface ConfigChange {
  readonly flag: StoredDefinition;
  readonly environmentId: string;
  readonly before: FlagConfigState;
  readonly after: FlagConfigState;
  /** The rollout that makes the change itself. */
  readonly byRollout: string | undefined;
  /** Whether any rollout is about the flag there; unknown where undefined. */
  readonly stepped: boolean | undefined;
}

/**
 * What must not change while something else depends on it: asked before a flag or its configuration
 * is written, inside the transaction and under its locks. Throws to refuse.
 */
export abstract class RuleLocks {
  abstract configChanging(unit: WriteUnit, change: ConfigChange): Promise<void>;

  /** `next` is null where the flag is archived or deleted. */
  abstract definitionChanging(
    unit: WriteUnit,
    flag: StoredDefinition,
    next: FlagDefinition | null,
  ): Promise<void>;
}

/** Nothing is locked: for writing without rollouts. */
export class NoRuleLocks extends RuleLocks {
  configChanging(): Promise<void> {
    return Promise.resolve();
  }

  definitionChanging(): Promise<void> {
    return Promise.resolve();
  }
}
