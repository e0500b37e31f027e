import type { PushedFlagHealth, PushedHealth, RolloutView } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { CliError, usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import { t } from '../../terminal/text.js';
import { withFlag } from '../flags/find-flag.js';
import { activeOfFlag, activeRollouts, rolloutPath } from './find-rollout.js';
import { jsonFrom } from './json-from.js';

/** Options of `sluice health push`. */
export interface PushOptions {
  readonly flag?: string;
}

/** `sluice health push FILE|-`: hands a reading to the guards that wait for one. */
export async function pushHealth(
  context: CommandContext,
  { args: [file = '-'], options }: Input<PushOptions>,
): Promise<void> {
  const reading = await jsonFrom(context, file);
  if (options.flag === undefined) await pushToRollout(context, reading);
  else await pushToFlag(context, options.flag, reading);
}

/** About a flag, whether or not a rollout is under way: one that starts in the next minutes knows it has a source. */
async function pushToFlag(context: CommandContext, flag: string, reading: unknown): Promise<void> {
  const environment = await environmentOf(context, flag);
  const path = `${await context.projectPath()}${pathOf`/environments/${environment}/flags/${flag}/health`}`;
  const pushed = await withFlag(context, flag, () =>
    context.api.post<PushedFlagHealth>(path, reading),
  );
  const guards = pushed.rollouts.flatMap((rollout) => rollout.guards);
  const { out } = context;
  out.result(pushed, () => {
    if (pushed.rollouts.length === 0)
      out.line(
        t`${flag} (${environment}): no rollout is under way; kept for one that starts within 10 minutes`,
      );
    else out.line(t`${flag} (${environment}): read by ${guards.join(', ') || 'no guard'}`);
  });
  if (pushed.rollouts.length > 0) requireReader(flag, guards);
}

/** As named, else where the flag's rollout is under way. */
async function environmentOf(context: CommandContext, flag: string): Promise<string> {
  const named = context.namedEnvironment();
  if (named !== undefined) return named;
  const active = await activeOfFlag(context, flag);
  const [only, ...others] = new Set(active.map(({ environment }) => environment));
  return only !== undefined && others.length === 0 ? only : context.environment('write');
}

async function pushToRollout(context: CommandContext, reading: unknown): Promise<void> {
  const rollout = await onlyRollout(context);
  const pushed = await context.api.post<PushedHealth>(rolloutPath(rollout, 'health'), reading);
  const { out } = context;
  const readers = pushed.guards.join(', ') || 'no guard';
  out.result(pushed, () =>
    out.line(t`${rollout.flag} (${rollout.environment}): read by ${readers}`),
  );
  requireReader(rollout.flag, pushed.guards);
}

/** The only one under way that has a guard of source push. */
async function onlyRollout(context: CommandContext): Promise<RolloutView> {
  const all = await activeRollouts(context);
  const pushed = all.filter(({ guards }) => guards.some(({ source }) => source.kind === 'push'));
  const [only, ...others] = pushed.length > 0 ? pushed : all;
  if (only === undefined)
    throw new CliError('No rollout is under way.', {
      exitCode: EXIT.refused,
      advice: 'Before a start name what the reading is about: --flag KEY --env KEY.',
    });
  if (others.length === 0) return only;
  const choices = [only, ...others].map((one) => `--flag ${one.flag} --env ${one.environment}`);
  throw usageError('Several rollouts are under way.', `Say which: ${choices.join('; ')}.`);
}

function requireReader(flag: string, guards: readonly string[]): void {
  if (guards.length > 0) return;
  throw new CliError(`No guard of ${flag} takes what was pushed.`, {
    exitCode: EXIT.refused,
    advice: 'Start the rollout with --readings push, or with a guard of source push.',
  });
}
