import type { RolloutPage, RolloutView } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { CliError, usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import { shellWord } from '../../words/shell-word.js';
import { readFlag } from '../flags/find-flag.js';

const ACTIVE: readonly string[] = ['scheduled', 'running', 'paused'];
const RECENT = 20;

/** Which of a flag's rollouts is meant, where there are several. */
export interface RolloutChoice {
  readonly rule?: string | undefined;
}

/** `/projects/<project>/environments/<environment>/rollouts` */
export function rolloutsPath({
  project,
  environment,
}: Pick<RolloutView, 'project' | 'environment'>): string {
  return pathOf`/projects/${project}/environments/${environment}/rollouts`;
}

/** Path of one rollout, with what follows. */
export function rolloutPath(rollout: RolloutView, verb = ''): string {
  const path = `${rolloutsPath(rollout)}${pathOf`/${rollout.id}`}`;
  return verb === '' ? path : `${path}/${verb}`;
}

/** True while a rollout has not ended. */
export function isActive({ state }: Pick<RolloutView, 'state'>): boolean {
  return ACTIVE.includes(state);
}

/** `/projects/…/environments/…/rollouts` of the environment given or named, else of all. */
async function rolloutsPaths(context: CommandContext, environment?: string): Promise<string[]> {
  const named = environment ?? context.namedEnvironment();
  const keys = named === undefined ? (await context.environments()).map(({ key }) => key) : [named];
  const project = await context.project();
  return keys.map((key) => rolloutsPath({ project, environment: key }));
}

const ofRule =
  ({ rule }: RolloutChoice) =>
  (rollout: RolloutView): boolean =>
    rule === undefined || rollout.rule === rule;

/** The latest rollouts of a flag, newest first: in the environment that was named, else in all of the project. */
export async function recentRollouts(
  context: CommandContext,
  flag: string,
  choice: RolloutChoice = {},
): Promise<RolloutView[]> {
  const paths = await rolloutsPaths(context);
  const pages = await Promise.all(
    paths.map((path) => context.api.get<RolloutPage>(path, { flag, limit: RECENT })),
  );
  const found = pages.flatMap(({ items }) => items).filter(ofRule(choice));
  return found.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

/** Where to look for rollouts under way; everywhere in the project where nothing is said. */
export interface ActiveWhere {
  readonly environment?: string;
  readonly flag?: string;
}

/** Every rollout under way, however long ago it began, in the environment given or named, else in all. */
export async function activeRollouts(
  context: CommandContext,
  { environment, flag }: ActiveWhere = {},
): Promise<RolloutView[]> {
  const paths = await rolloutsPaths(context, environment);
  const pages = await Promise.all(
    paths.flatMap((path) =>
      ACTIVE.map((state) => context.api.list<RolloutView>(path, { flag, state })),
    ),
  );
  return eachOnce(pages.flatMap(({ items }) => items));
}

/** One that changes its state between two questions is in both answers, or in none. */
function eachOnce(rollouts: readonly RolloutView[]): RolloutView[] {
  return [...new Map(rollouts.map((rollout) => [rollout.id, rollout])).values()];
}

/** The rollouts of a flag that are under way. The latest are asked for whatever their state, so that none slips through. */
export async function activeOfFlag(
  context: CommandContext,
  flag: string,
  choice: RolloutChoice = {},
): Promise<RolloutView[]> {
  const [all, latest] = await Promise.all([
    activeRollouts(context, { flag }),
    recentRollouts(context, flag),
  ]);
  return eachOnce([...all, ...latest.filter(isActive)]).filter(ofRule(choice));
}

/**
 * The one rollout of the flag that is under way. Where no environment is named it is looked for in all,
 * because nobody should have to think about that in an emergency. Exit code 4 where there is none, 2
 * where there are several to choose from.
 */
export async function activeRollout(
  context: CommandContext,
  flag: string,
  choice: RolloutChoice = {},
): Promise<RolloutView> {
  const [only, ...others] = await activeOfFlag(context, flag, choice);
  if (only === undefined) throw await noneActive(context, flag, choice);
  if (others.length > 0) throw several(flag, [only, ...others]);
  if (context.namedEnvironment() === undefined) noteEnvironment(context, only);
  return only;
}

function noteEnvironment({ out }: CommandContext, { environment }: RolloutView): void {
  out.note(out.notePaint.dim(`environment ${environment} (where the rollout is)`));
}

async function noneActive(
  context: CommandContext,
  flag: string,
  choice: RolloutChoice,
): Promise<CliError> {
  // Says which was probably meant where there is no such flag.
  await readFlag(context, flag);
  const [last] = await recentRollouts(context, flag, choice);
  const before =
    last === undefined
      ? ''
      : ` The last one (${last.id}, ${last.environment}) is ${last.state.replace('_', ' ')}.`;
  const place = `--env ${shellWord(last?.environment ?? context.namedEnvironment() ?? 'ENVIRONMENT')}${context.repeated}`;
  return new CliError(`No rollout of ${flag} is under way.${before}`, {
    exitCode: EXIT.refused,
    advice: `To switch the flag off: sluice flags disable ${shellWord(flag)} ${place}. To start a rollout: sluice deploy ${shellWord(flag)} ${place}.`,
  });
}

function several(flag: string, rollouts: readonly RolloutView[]): CliError {
  const choices = rollouts.map(
    ({ environment, rule, state }) => `--env ${environment} --rule ${rule} (${state})`,
  );
  return usageError(
    `${rollouts.length} rollouts of ${flag} are under way.`,
    `Say which: ${choices.join('; ')}.`,
  );
}
