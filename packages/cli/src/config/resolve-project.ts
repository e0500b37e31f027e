import type { Project } from '@sluice/protocol';
import type { ApiClient } from '../api/api-client.js';
import { usageError, type CliError } from '../command/cli-error.js';

/** The project to work on: the one named, else the only one there is. Otherwise exit code 2 with the keys to choose from. */
export async function resolveProject(named: string | undefined, api: ApiClient): Promise<string> {
  if (named !== undefined && named !== '') return named;
  const { items } = await api.list<Project>('/projects');
  const [first, ...others] = items.map(({ key }) => key);
  if (first !== undefined && others.length === 0) return first;
  if (first === undefined) throw await noProject(api);
  throw usageError(
    `Which project? There are ${[first, ...others].join(', ')}.`,
    'Give --project KEY, or set SLUICE_PROJECT.',
  );
}

/** What is archived has to be named: nobody means it by chance, but a rollback there is possible. */
async function noProject(api: ApiClient): Promise<CliError> {
  const { items } = await api.list<Project>('/projects', { archived: true });
  if (items.length === 0)
    return usageError(
      'There is no project that you may see.',
      'Create one: sluice projects create KEY.',
    );
  return usageError(
    `Every project that you may see is archived: ${items.map(({ key }) => key).join(', ')}.`,
    'Give --project KEY, or bring it back: sluice projects restore KEY.',
  );
}
