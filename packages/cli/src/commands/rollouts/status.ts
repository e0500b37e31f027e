import type { FlagConfig, RolloutDetail } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { CliError, usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT, type ExitCode } from '../../command/exit-codes.js';
import { percent } from '../../ramp/numbers.js';
import { presentPercentage } from '../../ramp/present-percentage.js';
import { t } from '../../terminal/text.js';
import { configurationLines } from '../../words/configuration-lines.js';
import { stateText } from '../../words/state-text.js';
import { readFlag, withFlag } from '../flags/find-flag.js';
import {
  activeOfFlag,
  isActive,
  recentRollouts,
  rolloutPath,
  type RolloutChoice,
} from './find-rollout.js';
import { overview } from './overview.js';
import { printRollout } from './print-rollout.js';
import { watchTimeoutMs, type WatchOptions } from './watch/watch-options.js';
import { watchOnTerminal } from './watch/watch-on-terminal.js';

/** Options of `sluice status`. */
export interface StatusOptions extends RolloutChoice, WatchOptions {}

/** `sluice status [FLAG]`: a flag with its rollout, or everything in an environment. */
export async function status(
  context: CommandContext,
  { args: [flag], options }: Input<StatusOptions>,
): Promise<ExitCode | void> {
  const timeoutMs = watchTimeoutMs(options);
  if (flag !== undefined) return flagStatus(context, flag, options, timeoutMs);
  if (options.watch === true) throw usageError('Watch which flag? sluice status FLAG --watch');
  return overview(context);
}

async function flagStatus(
  context: CommandContext,
  flag: string,
  options: StatusOptions,
  timeoutMs: number,
): Promise<ExitCode | void> {
  const active = await activeOfFlag(context, flag, options);
  const recent = active.length > 0 ? [] : await recentRollouts(context, flag, options);
  const environment = active[0]?.environment ?? (await context.environment('read'));
  const chosen = active[0] ?? recent.find((one) => one.environment === environment);
  if (options.watch === true) {
    if (chosen === undefined) {
      // Says which was probably meant where there is no such flag.
      await readFlag(context, flag);
      throw new CliError(`${flag} has had no rollout in ${environment}.`, {
        exitCode: EXIT.refused,
      });
    }
    return watchOnTerminal(context, chosen, timeoutMs);
  }
  const config = await configOf(context, flag, environment);
  const detail = chosen && (await context.api.get<RolloutDetail>(rolloutPath(chosen)));
  show(context, config, detail);
  for (const other of active.slice(1))
    context.out.warn(
      t`another rollout is ${other.state}: --env ${other.environment} --rule ${other.rule}`,
    );
}

async function configOf(
  context: CommandContext,
  flag: string,
  environment: string,
): Promise<FlagConfig> {
  const path = `${await context.projectPath()}${pathOf`/environments/${environment}/flags/${flag}`}`;
  return withFlag(context, flag, () => context.api.get<FlagConfig>(path));
}

/** `--json`: the rollout as the API has it, with what the rule and the flag are at now; without a rollout those alone. */
function show(
  { out, io, repeated }: CommandContext,
  config: FlagConfig,
  rollout: RolloutDetail | undefined,
): void {
  const { flag, environment, enabled } = config;
  const current_percentage = presentPercentage(config, rollout);
  const answer = { flag, environment, state: null, ...rollout, enabled, current_percentage };
  out.result(answer, () => {
    if (rollout === undefined || !isActive(rollout)) {
      const at = current_percentage === null ? '' : `  at ${percent(current_percentage)}`;
      out.line(t`${out.paint.bold(flag)}  ${environment}  ${stateText(enabled, out.paint)}${at}`);
      out.lines(configurationLines(config, out.paint));
      out.line(rollout === undefined ? 'no rollout so far' : t`\nits last rollout:`);
    }
    if (rollout === undefined) return;
    printRollout({ out, io, repeated }, rollout);
  });
}
