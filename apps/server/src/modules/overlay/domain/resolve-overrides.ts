import { FLAG_VARIABLE_PREFIX, resolveOverride, type OverridableFlag } from '@sluice/evaluator';
import type { OverrideSources } from './override-sources.js';

/** Overrides of a set of flags by one replica, and what is odd about them, a sentence each. */
export interface ResolvedOverrides {
  /** Flag key → variant, keys in ascending order. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** What the variables of a replica say about these flags (api.md, "Environment of the server process"). */
export function resolveOverrides(
  flags: readonly OverridableFlag[],
  { file, env }: OverrideSources,
): ResolvedOverrides {
  const overrides: [string, string][] = [];
  const keysByVariable = new Map<string, string[]>();
  const warnings: string[] = [];
  for (const flag of flags) {
    for (const variables of [file, env]) {
      const resolved = resolveOverride(flag, variables);
      if (resolved === null) continue;
      const { variable, variant } = resolved;
      if (variant !== null) {
        overrides.push([flag.key, variant]);
        keysByVariable.set(variable, [...(keysByVariable.get(variable) ?? []), flag.key]);
        break;
      }
      warnings.push(unusable(flag, variable));
    }
  }
  for (const [variable, keys] of keysByVariable) {
    if (keys.length > 1)
      warnings.push(`${variable} overrides several flags: ${keys.sort().join(', ')}.`);
  }
  overrides.sort(([a], [b]) => (a < b ? -1 : 1));
  return { overrides: Object.fromEntries(overrides), warnings };
}

/** The value is not repeated: what a variable holds may be somebody's secret. */
function unusable({ key, type, variants }: OverridableFlag, variable: string): string {
  if (type !== 'boolean' && !variable.startsWith(FLAG_VARIABLE_PREFIX))
    return `${variable} is ignored: a bare name overrides boolean flags only, and flag "${key}" is a ${type} flag. Use ${FLAG_VARIABLE_PREFIX}${variable}.`;
  const choices =
    type === 'boolean' ? 'true, false, 1, 0, on, off, yes, no' : Object.keys(variants).join(', ');
  return `${variable} is ignored: its value is none of what flag "${key}" can take (${choices}).`;
}
