import type { Json } from '@sluice/evaluator';
import type { FallbackOf, FlagKey, ValueOf } from '@sluice/sdk-core';
import type { Flags } from '../flags.js';
import type { FlagOptions } from './flag-options.js';
import { suspendWithoutFlags } from './suspension.js';
import { useAnswer } from './use-answer.js';
import { useScope } from './use-scope.js';

/**
 * Value of a flag for the current user; `fallback` where it has none, or has another type than
 * `fallback`. The component renders again when the value is another one, and only then.
 */
export function useFlag<K extends FlagKey<Flags>, D extends FallbackOf<Flags, K>>(
  key: K,
  fallback: D,
  options: FlagOptions = {},
): ValueOf<Flags, K, D> {
  const scope = useScope('useFlag');
  const { client, user } = scope;
  const value = useAnswer<Json | undefined>(scope, {
    key,
    fallback,
    live: () => client.variant(key, user, fallback),
    rendered: ({ value }) => value,
  });
  if (options.suspend === true) suspendWithoutFlags(scope, options.timeoutMs);
  return value as ValueOf<Flags, K, D>;
}
