import type { FlagConfig, RolloutView } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import type { ExitCode } from '../../command/exit-codes.js';
import { write } from '../../command/write.js';
import { commandFor } from '../../ramp/pause-advice.js';
import { planLines } from '../../ramp/plan-lines.js';
import { ruleWords } from '../../ramp/rule-words.js';
import { styleOf } from '../../ramp/style-of.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { canAsk } from '../../terminal/prompt.js';
import { t } from '../../terminal/text.js';
import { withFlag } from '../flags/find-flag.js';
import { closedParents } from './closed-parents.js';
import type { DeployOptions } from './deploy-options.js';
import { deployRequest, type StartBody } from './deploy-request.js';
import { rolloutsPath } from './find-rollout.js';
import { textFrom } from './json-from.js';
import { watchTimeoutMs } from './watch/watch-options.js';
import { watchOnTerminal } from './watch/watch-on-terminal.js';

/** `sluice deploy FLAG`: shows the plan, asks where somebody can be asked, starts, and watches where that is wanted. */
export async function deploy(
  context: CommandContext,
  { args: [flag = ''], options }: Input<DeployOptions>,
): Promise<ExitCode | void> {
  const timeoutMs = watchTimeoutMs(options);
  const fileText = (path: string): Promise<string> => textFrom(context, path);
  const body = await deployRequest(flag, options, { now: Date.now(), fileText });
  const place = {
    project: await context.project(),
    environment: await context.environment('write'),
  };
  const path = rolloutsPath(place);
  const tried = await withFlag(context, flag, () =>
    write<RolloutView>(context, { method: 'POST', path, body }, { ...options, dryRun: true }),
  );
  if (options.dryRun === true) {
    context.out.result(tried.answer, () => {});
    await showPlan(context, tried.result, body);
    return noteOutcome(context, tried);
  }
  await showPlan(context, tried.result, body);
  await askToStart(context, tried.result);
  const { result, answer } = await write<RolloutView>(
    context,
    { method: 'POST', path, body },
    options,
  );
  if (options.watch === true) return watchOnTerminal(context, result, timeoutMs);
  context.out.result(answer, () => showStarted(context, result));
}

async function showPlan(
  context: CommandContext,
  tried: RolloutView,
  body: StartBody,
): Promise<void> {
  const { out, api } = context;
  if (out.json) return;
  const { project, environment, flag } = tried;
  const path = pathOf`/projects/${project}/environments/${environment}/flags/${flag}`;
  const config = await api.get<FlagConfig>(path);
  const closed = await closedParents(context, tried, flag);
  const serve = typeof body.serve === 'string' ? body.serve : 'on';
  const style = styleOf(context, Date.parse(tried.asOf));
  out.lines(planLines(tried, ruleWords(tried, config, serve, closed), style));
}

/** On a terminal somebody is asked; a pipeline that calls `deploy` means it. */
async function askToStart(
  context: CommandContext,
  { flag, environment }: RolloutView,
): Promise<void> {
  if (canAsk(context.io)) await context.confirm(`Start this rollout of ${flag} in ${environment}?`);
}

function showStarted({ out, repeated }: CommandContext, rollout: RolloutView): void {
  const state =
    rollout.state === 'scheduled' ? 'scheduled' : `started at ${rollout.current_percentage} %`;
  out.line(t`${out.paint.green(state)}: rollout ${rollout.id}`);
  out.note(t`  watch      ${commandFor('status', rollout, { repeated, rest: '--watch' })}`);
  if (rollout.state === 'scheduled')
    out.note(t`  call off   ${commandFor('abort', rollout, { repeated })}`);
  else
    out.note(
      t`  roll back  ${commandFor('rollback', rollout, { repeated, rest: '--reason "…"' })}`,
    );
}
