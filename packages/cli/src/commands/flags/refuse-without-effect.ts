import type { FlagConfig, UpdateFlagConfig } from '@sluice/protocol';
import { usageError } from '../../command/cli-error.js';

/** Refuses a percentage that keeps nobody out: where the last rule serves the very variant that everyone else gets. */
export function refuseWithoutEffect(before: FlagConfig, patch: UpdateFlagConfig): void {
  const last = patch.rules?.at(-1);
  const percentage = last?.rollout?.percentage;
  if (last === undefined || percentage === undefined || percentage >= 100) return;
  const served = variantOf(last.serve);
  if (served === undefined || served !== variantOf(patch.fallthrough ?? before.fallthrough)) return;
  throw usageError(
    `${percentage} % would keep nobody out: everyone else gets ${served ?? 'no value'} as well.`,
    'Say what everyone else gets, like --fallthrough off.',
  );
}

/** The one variant that is served; undefined for a split. */
function variantOf(serve: object): string | null | undefined {
  return (serve as { variant?: string | null }).variant;
}
