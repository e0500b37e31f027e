import type { FlagType, Prerequisite } from '@sluice/evaluator';
import { BOOLEAN_VARIANTS } from './check-variants.js';
import type { FlagDefinition } from './flag-definition.js';

/** Members of a definition as sent, each of which may be missing. */
export type FlagPayload = {
  readonly [member in Exclude<keyof FlagDefinition, 'prerequisites'>]?:
    FlagDefinition[member] | undefined;
} & { readonly prerequisites?: readonly PrerequisiteDraft[] | undefined };

interface PrerequisiteDraft {
  readonly flag: string;
  readonly state?: 'on' | 'off' | undefined;
  readonly variants?: readonly string[] | undefined;
}

/** The definition of a new flag: what was sent, and the defaults for the rest. */
export function newDefinition(type: FlagType, given: FlagPayload): FlagDefinition {
  const defaults: FlagDefinition = {
    variants: type === 'boolean' ? BOOLEAN_VARIANTS : {},
    name: '',
    description: '',
    owner: '',
    tags: [],
    risk: 'low',
    temporary: true,
    metadata: {},
    prerequisites: [],
    onShutdown: 'off',
    clientVisible: false,
  };
  return mergeDefinition(defaults, given);
}

/** The definition with the members given replaced; each tag once. */
export function mergeDefinition(stored: FlagDefinition, given: FlagPayload): FlagDefinition {
  const { prerequisites, tags, ...rest } = given;
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...stored,
    ...(Object.fromEntries(present) as Partial<FlagDefinition>),
    tags: tags === undefined ? stored.tags : [...new Set(tags)],
    prerequisites: prerequisites?.map(prerequisiteOf) ?? stored.prerequisites,
  };
}

function prerequisiteOf({ flag, state, variants }: PrerequisiteDraft): Prerequisite {
  return {
    flag,
    ...(state !== undefined && { state }),
    ...(variants !== undefined && { variants }),
  };
}
