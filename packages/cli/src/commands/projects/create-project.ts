import type { Project } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';

/** Options of `projects create`. */
export interface CreateProjectOptions extends WriteOptions {
  readonly name?: string;
  readonly description?: string;
}

/** Creates a project. */
export async function createProject(
  context: CommandContext,
  { args, options }: Input<CreateProjectOptions>,
): Promise<void> {
  const { name, description } = options;
  const body = {
    key: args[0],
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  };
  const written = await write<Project>(
    context,
    { method: 'POST', path: '/projects', body },
    options,
  );
  const { out } = context;
  out.result(written.answer, () =>
    out.line(t`created project ${out.paint.bold(written.result.key)}`),
  );
  noteOutcome(context, written);
}
