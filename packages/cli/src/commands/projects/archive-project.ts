import type { Project } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { withProject } from './find-project.js';

type Archiving = Input<WriteOptions>;

/** Archives a project: it stays readable, and nothing in it can be changed. */
export async function archiveProject(
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  const key = args[0] ?? '';
  if (options.dryRun !== true) {
    await context.confirm(
      `Archive project ${key} on ${context.server.url}? Nothing in it can be changed until it is restored, and its rollouts pause.`,
    );
  }
  await send(context, { key, verb: 'archive' }, options);
}

/** Makes an archived project changeable again. */
export async function restoreProject(
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  await send(context, { key: args[0] ?? '', verb: 'restore' }, options);
}

async function send(
  context: CommandContext,
  { key, verb }: { readonly key: string; readonly verb: 'archive' | 'restore' },
  options: WriteOptions,
): Promise<void> {
  const request = { method: 'POST', path: pathOf`/projects/${key}/${verb}` } as const;
  const written = await withProject(context, key, () => write<Project>(context, request, options));
  const { out } = context;
  out.result(written.answer, () => out.line(t`${verb}d project ${out.paint.bold(key)}`));
  noteOutcome(context, written);
}
