import type { Project } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { whereUnknown } from '../../api/where-unknown.js';
import type { CommandContext } from '../../command/command-context.js';
import { amongKnown } from '../../words/suggestion.js';

/** `work`; where the server does not know the project, the refusal says which there are. */
export async function withProject<T>(
  context: CommandContext,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  return whereUnknown(work, async () => {
    const pages = await Promise.all(
      [false, true].map((archived) => context.api.list<Project>('/projects', { archived })),
    );
    const known = pages.flatMap(({ items }) => items.map((one) => one.key));
    return `There is no project ${key}. ${amongKnown(key, known)}`;
  });
}

/** Path of a project named as an argument. */
export function pathToProject(key: string): string {
  return pathOf`/projects/${key}`;
}

/** Reads a project. */
export function readProject(context: CommandContext, key: string): Promise<Project> {
  return withProject(context, key, () => context.api.get<Project>(pathToProject(key)));
}
