import type { Environment } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { whereUnknown } from '../../api/where-unknown.js';
import type { CommandContext } from '../../command/command-context.js';
import { amongKnown } from '../../words/suggestion.js';

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
  return whereUnknown(work, async () => {
    const known = (await context.environments()).map((one) => one.key);
    return `Project ${await context.project()} has no environment ${key}. ${amongKnown(key, known)}`;
  });
}

/** Reads an environment. */
export function readEnvironment(context: CommandContext, key: string): Promise<Environment> {
  return withEnvironment(context, key, async () =>
    context.api.get<Environment>(await pathToEnvironment(context, key)),
  );
}
