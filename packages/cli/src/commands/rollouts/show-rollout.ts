import type { RolloutDetail } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { ApiFailure } from '../../api/api-failure.js';
import type { Input } from '../../command/action.js';
import { CliError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import { evidenceLines } from '../../ramp/evidence-lines.js';
import { styleOf } from '../../ramp/style-of.js';
import { readFlag } from '../flags/find-flag.js';
import { printRollout } from './print-rollout.js';
import { recentRollouts, rolloutPath, rolloutsPath } from './find-rollout.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `sluice rollouts show ID|FLAG`: the whole story of a rollout with its evidence. */
export async function showRollout(
  context: CommandContext,
  { args: [subject = ''] }: Input<object>,
): Promise<void> {
  const detail = UUID.test(subject)
    ? await byId(context, subject)
    : await latestOf(context, subject);
  const { out } = context;
  out.result(detail, () => {
    printRollout(context, detail, true);
    out.lines(evidenceLines(detail, styleOf(context, Date.parse(detail.asOf))));
  });
}

async function latestOf(context: CommandContext, flag: string): Promise<RolloutDetail> {
  const [latest] = await recentRollouts(context, flag);
  if (latest === undefined) {
    // Says which was probably meant where there is no such flag.
    await readFlag(context, flag);
    throw new CliError(`${flag} has had no rollout.`, { exitCode: EXIT.refused });
  }
  return context.api.get<RolloutDetail>(rolloutPath(latest));
}

/** The rollout with this id, in the environment named or in whichever has it. */
async function byId(context: CommandContext, id: string): Promise<RolloutDetail> {
  const named = context.namedEnvironment();
  const project = await context.project();
  const keys = named === undefined ? (await context.environments()).map(({ key }) => key) : [named];
  let refusal: unknown;
  for (const environment of keys) {
    try {
      return await context.api.get<RolloutDetail>(
        `${rolloutsPath({ project, environment })}${pathOf`/${id}`}`,
      );
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.status !== 404) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
