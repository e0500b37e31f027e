import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { writeChange } from '../../command/write-change.js';
import type { CreateProjectOptions } from './create-project.js';
import { pathToProject, readProject } from './find-project.js';

/** Changes name or description. */
export async function updateProject(
  context: CommandContext,
  { args, options }: Input<CreateProjectOptions>,
): Promise<void> {
  const { name, description } = options;
  if (name === undefined && description === undefined)
    throw usageError('Nothing to change was named.', 'Give --name or --description.');
  const body = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  };
  const before = await readProject(context, args[0] ?? '');
  const path = pathToProject(before.key);
  await writeChange(context, { before, method: 'PATCH', path, body }, options);
}
