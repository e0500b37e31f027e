import type { EvaluationDetail } from '@sluice/evaluator';
import type { FallbackOf, FlagKey } from '@sluice/sdk-core';
import type { Flags } from '../flags.js';
import type { FlagOptions } from './flag-options.js';
import { suspendWithoutFlags } from './suspension.js';
import { useAnswer } from './use-answer.js';
import { useScope } from './use-scope.js';

/**
 * The value of a flag with everything about how it came about. The component renders again when
 * anything of it changed, the reason or the rule too; where only the value matters, take `useFlag`.
 */
export function useFlagDetail<K extends FlagKey<Flags>>(
  key: K,
  fallback?: FallbackOf<Flags, K>,
  options: FlagOptions = {},
): EvaluationDetail {
  const scope = useScope('useFlagDetail');
  const { client, user } = scope;
  const detail = useAnswer<EvaluationDetail>(scope, {
    key,
    fallback,
    live: () => client.detail(key, user, fallback),
    rendered: (detail) => detail,
  });
  if (options.suspend === true) suspendWithoutFlags(scope, options.timeoutMs);
  return detail;
}
