import { booleanWordOf } from './boolean-word.js';
import {
  FLAG_VARIABLE_PREFIX,
  isReservedVariable,
  overrideVariableOf,
} from './override-variable.js';
import type { FlagType } from './snapshot.js';

/** What must be known of a flag to override it. */
export interface OverridableFlag {
  readonly key: string;
  readonly type: FlagType;
  readonly variants: Readonly<Record<string, unknown>>;
}

/** A variable and what became of it; `variant` null: its value fits no variant and is ignored. */
export interface ResolvedOverride {
  readonly variable: string;
  readonly variant: string | null;
}

/**
 * What variables of one source say about a flag: `SLUICE_FLAG_<KEY>` before the bare name, which
 * counts for boolean flags with a boolean word only; `null` where none is set (api.md).
 */
export function resolveOverride(
  flag: OverridableFlag,
  variables: ReadonlyMap<string, string>,
): ResolvedOverride | null {
  const bare = overrideVariableOf(flag.key);
  const prefixed = resolvePrefixed(flag, FLAG_VARIABLE_PREFIX + bare, variables);
  if (prefixed !== null && prefixed.variant !== null) return prefixed;
  const unprefixed = resolveBare(flag, bare, variables);
  return prefixed === null || unprefixed?.variant != null ? unprefixed : prefixed;
}

function resolvePrefixed(
  flag: OverridableFlag,
  variable: string,
  variables: ReadonlyMap<string, string>,
): ResolvedOverride | null {
  const value = variables.get(variable);
  if (value === undefined) return null;
  const variant = Object.keys(flag.variants).includes(value) ? value : variantOfWord(flag, value);
  return { variable, variant };
}

function resolveBare(
  flag: OverridableFlag,
  variable: string,
  variables: ReadonlyMap<string, string>,
): ResolvedOverride | null {
  const value = variables.get(variable);
  if (value === undefined || isReservedVariable(variable)) return null;
  return { variable, variant: variantOfWord(flag, value) };
}

function variantOfWord(flag: OverridableFlag, value: string): string | null {
  const word = booleanWordOf(value);
  return word === null || flag.type !== 'boolean' ? null : word ? 'on' : 'off';
}
