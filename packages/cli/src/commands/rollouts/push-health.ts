import type { PushedHealth, RolloutView } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { CliError, usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import { t } from '../../terminal/text.js';
import { activeRollout, rolloutPath, type RolloutChoice } from './find-rollout.js';
import { jsonFrom } from './json-from.js';
import { activeRollouts } from './list-rollouts.js';

/** Options of `sluice health push`. */
export interface PushOptions extends RolloutChoice {
  readonly flag?: string;
}

/** `sluice health push FILE|-`: hands a reading to the guards that wait for one. */
export async function pushHealth(
  context: CommandContext,
  { args: [file = '-'], options }: Input<PushOptions>,
): Promise<void> {
  const reading = await jsonFrom(context, file);
  const rollout = await rolloutFor(context, options);
  const pushed = await context.api.post<PushedHealth>(rolloutPath(rollout, 'health'), reading);
  const { guards } = pushed;
  context.out.result(pushed, () => {
    context.out.line(
      t`${rollout.flag} (${rollout.environment}): read by ${guards.join(', ') || 'no guard'}`,
    );
  });
  if (guards.length > 0) return;
  throw new CliError(`No guard of ${rollout.flag} takes what was pushed.`, {
    exitCode: EXIT.refused,
    advice: 'Start the rollout with --readings push, or with a guard of source push.',
  });
}

/** Of the flag named, or the only one under way that has a guard of source push. */
async function rolloutFor(context: CommandContext, options: PushOptions): Promise<RolloutView> {
  if (options.flag !== undefined) return activeRollout(context, options.flag, options);
  const all = await activeRollouts(context);
  const pushed = all.filter(({ guards }) => guards.some(({ source }) => source.kind === 'push'));
  const [only, ...others] = pushed.length > 0 ? pushed : all;
  if (only === undefined)
    throw new CliError('No rollout is under way.', { exitCode: EXIT.refused });
  if (others.length === 0) return only;
  const flags = [only, ...others].map(
    ({ flag, environment }) => `--flag ${flag} --env ${environment}`,
  );
  throw usageError('Several rollouts are under way.', `Say which: ${flags.join('; ')}.`);
}
