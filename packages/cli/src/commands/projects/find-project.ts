import type { Project } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { closestOf } from '../../words/suggestion.js';

/** `work`; where the server does not know the project, the refusal says which there are. */
export async function withProject<T>(
  context: CommandContext,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnknown = error instanceof ApiFailure && error.body.code === 'NOT_FOUND';
    if (!isUnknown) throw error;
    const pages = await Promise.all(
      [false, true].map((archived) => context.api.list<Project>('/projects', { archived })),
    );
    const known = pages.flatMap(({ items }) => items.map((one) => one.key));
    const closest = closestOf(key, known);
    const which = closest === null ? `There are: ${known.join(', ')}.` : `Did you mean ${closest}?`;
    throw new ApiFailure(error.status, error.body, `There is no project ${key}. ${which}`);
  }
}

/** Reads a project. */
export function readProject(context: CommandContext, key: string): Promise<Project> {
  return withProject(context, key, () => context.api.get<Project>(pathOf`/projects/${key}`));
}
