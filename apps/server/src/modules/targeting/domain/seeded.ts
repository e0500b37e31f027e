import type { Rollout, Serve } from '@sluice/evaluator';
import type { RolloutDraft } from './check-rollout.js';
import type { ServeDraft } from './check-serve.js';

/** The rollout with its seed: the one sent, else the one it had, else a new one. */
export function seededRollout(
  rollout: RolloutDraft,
  stored: Rollout | undefined,
  draw: () => number,
): Rollout {
  const { by, percentage, schedule, range } = rollout;
  return {
    seed: rollout.seed ?? stored?.seed ?? draw(),
    ...(by !== undefined && { by }),
    ...(percentage !== undefined && { percentage }),
    ...(schedule !== undefined && { schedule }),
    // As it came: whether it is a range is for checkRollout to say.
    ...(range !== undefined && { range: range as readonly [number, number] }),
  };
}

/** What is served, a split with its seed: the one sent, else the one it had, else a new one. */
export function seededServe(
  serve: ServeDraft,
  stored: Serve | undefined,
  draw: () => number,
): Serve {
  if (!('split' in serve)) return { variant: serve.variant };
  const before = stored !== undefined && 'split' in stored ? stored.seed : undefined;
  return {
    split: serve.split,
    seed: serve.seed ?? before ?? draw(),
    ...(serve.by !== undefined && { by: serve.by }),
  };
}
