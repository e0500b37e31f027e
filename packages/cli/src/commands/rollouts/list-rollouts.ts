import type { RolloutPage, RolloutView } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import { actorWords } from '../../ramp/actor-words.js';
import { percent } from '../../ramp/numbers.js';
import { isActive, rolloutsPath } from './find-rollout.js';

const DEFAULT_LIMIT = 20;

/** Options of `sluice rollouts list`. */
export interface ListOptions {
  readonly flag?: string;
  readonly state?: string;
  readonly limit?: string;
}

/** `sluice rollouts list` */
export async function listRollouts(
  context: CommandContext,
  { options }: Input<ListOptions>,
): Promise<void> {
  const { out, api } = context;
  const place = {
    project: await context.project(),
    environment: await context.environment('read'),
  };
  const { flag, state } = options;
  const limit = positiveNumber('--limit', options.limit) ?? DEFAULT_LIMIT;
  const page: RolloutPage = await api.list<RolloutView>(
    rolloutsPath(place),
    { flag, state },
    limit,
  );
  out.result(page, () => {
    out.table(
      ['FLAG', 'STATE', 'AT', 'STRATEGY', 'STARTED', 'BY', 'ID'],
      page.items.map((rollout) => [
        rollout.flag,
        stateCell(context, rollout),
        percent(rollout.current_percentage),
        rollout.strategy,
        rollout.startAt,
        actorWords(rollout.createdBy),
        rollout.id,
      ]),
    );
  });
}

/** State of a rollout with the reason of a pause, in the colour of its mood. */
export function stateCell({ out: { paint } }: Pick<CommandContext, 'out'>, rollout: RolloutView) {
  const { state, pauseReason } = rollout;
  const words = pauseReason === null ? state.replace('_', ' ') : `paused ${pauseReason}`;
  if (state === 'completed') return paint.green(words);
  if (state === 'rolled_back') return paint.red(words);
  return isActive(rollout) && state !== 'paused' ? paint.cyan(words) : paint.yellow(words);
}
