import type { Project } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printChange } from '../flags/print-change.js';
import type { CreateProjectOptions } from './create-project.js';
import { readProject } from './find-project.js';

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
  const project = await readProject(context, args[0] ?? '');
  const path = pathOf`/projects/${project.key}`;
  const request = { method: 'PATCH', path, body, ifMatch: project.version } as const;
  const written = await write<Project>(context, request, options);
  printChange(context, project, written);
  noteOutcome(context, written);
}
