import type { RolloutPage, RolloutView } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import { actorWords } from '../../ramp/actor-words.js';
import { percent } from '../../ramp/numbers.js';
import { isActive, rolloutsPath } from './find-rollout.js';

const ACTIVE_STATES = ['scheduled', 'running', 'paused'] as const;
const DEFAULT_LIMIT = 20;

/** Options of `sluice rollouts list`. */
export interface ListOptions {
  readonly flag?: string;
  readonly state?: string;
  readonly limit?: string;
}

/** Every rollout under way, in the environment given or named, else in all. */
export async function activeRollouts(
  context: CommandContext,
  environment?: string,
): Promise<RolloutView[]> {
  const named = environment ?? context.namedEnvironment();
  const keys = named === undefined ? (await context.environments()).map(({ key }) => key) : [named];
  const project = await context.project();
  const pages = await Promise.all(
    keys.flatMap((environment) =>
      ACTIVE_STATES.map((state) =>
        context.api.list<RolloutView>(rolloutsPath({ project, environment }), { state }),
      ),
    ),
  );
  return pages.flatMap(({ items }) => items);
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
