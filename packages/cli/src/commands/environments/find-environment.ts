import type { Environment } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { closestOf } from '../../words/suggestion.js';

/** Path of an environment named as an argument. */
export async function pathToEnvironment(context: CommandContext, key: string): Promise<string> {
  return `${await context.projectPath()}${pathOf`/environments/${key}`}`;
}

/** `work`; where the server does not know the environment, the refusal says which there are. */
export async function withEnvironment<T>(
  context: CommandContext,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnknown = error instanceof ApiFailure && error.body.code === 'NOT_FOUND';
    if (!isUnknown) throw error;
    const known = (await context.environments()).map((one) => one.key);
    const closest = closestOf(key, known);
    const which = closest === null ? `There are: ${known.join(', ')}.` : `Did you mean ${closest}?`;
    const where = `Project ${await context.project()} has no environment ${key}.`;
    throw new ApiFailure(error.status, error.body, `${where} ${which}`);
  }
}

/** Reads an environment. */
export function readEnvironment(context: CommandContext, key: string): Promise<Environment> {
  return withEnvironment(context, key, async () =>
    context.api.get<Environment>(await pathToEnvironment(context, key)),
  );
}
