import type { FlagType, Json, Prerequisite } from '@sluice/evaluator';
import type { Risk } from '@sluice/protocol';

/** What of a flag is the same in all environments and can be edited; also what its history keeps. */
export interface FlagDefinition {
  readonly variants: Readonly<Record<string, Json>>;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly tags: readonly string[];
  readonly risk: Risk;
  readonly temporary: boolean;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
  readonly prerequisites: readonly Prerequisite[];
  readonly onShutdown: 'off' | 'keep';
  readonly clientVisible: boolean;
}

/** A flag as stored: its definition with what never changes, and its standing. */
export interface StoredDefinition extends FlagDefinition {
  readonly id: string;
  readonly key: string;
  readonly type: FlagType;
  readonly version: number;
  readonly archived: boolean;
}

/** The members that make a definition, in the order in which history and audit show them. */
export function definitionOf(flag: FlagDefinition): FlagDefinition {
  const { variants, name, description, owner, tags, risk } = flag;
  const { temporary, metadata, prerequisites, onShutdown, clientVisible } = flag;
  return {
    variants,
    name,
    description,
    owner,
    tags,
    risk,
    temporary,
    metadata,
    prerequisites,
    onShutdown,
    clientVisible,
  };
}
