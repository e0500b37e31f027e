import {
  FLAG_VARIABLE_PREFIX,
  isReservedVariable,
  overrideVariableOf,
  type LocalOverride,
} from '@sluice/evaluator';
import { codeWordOf } from './code-word.js';
import type { OverrideSources } from './override-sources.js';

/** What a boolean flag is overridden to while nothing is known of any flag; null where it is not (streaming.md, "No data at all"). */
export function overrideWithoutData(
  key: string,
  sources: OverrideSources,
): { readonly value: boolean; readonly source: LocalOverride['source'] } | null {
  const bare = overrideVariableOf(key);
  for (const source of ['file', 'env'] as const) {
    const variables = sources[source];
    const value =
      codeWordOf(variables.get(FLAG_VARIABLE_PREFIX + bare)) ??
      (isReservedVariable(bare) ? null : codeWordOf(variables.get(bare)));
    if (value !== null) return { value, source };
  }
  const value = codeWordOf(sources.code.get(key));
  return value === null ? null : { value, source: 'code' };
}
