import type { Environment } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { pathToEnvironment, withEnvironment } from './find-environment.js';

type Archiving = Input<WriteOptions>;

/** Archives an environment: it stays readable, and nothing in it can be changed. */
export async function archiveEnvironment(
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  const key = args[0] ?? '';
  if (options.dryRun !== true) {
    await context.confirm(
      `Archive environment ${key} of ${await context.project()}? Nothing in it can be changed until it is restored, and its rollouts pause.`,
    );
  }
  await send(context, { key, verb: 'archive' }, options);
}

/** Makes an archived environment changeable again. */
export async function restoreEnvironment(
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
  const path = `${await pathToEnvironment(context, key)}/${verb}`;
  const written = await withEnvironment(context, key, () =>
    write<Environment>(context, { method: 'POST', path }, options),
  );
  const { out } = context;
  out.result(written.answer, () => out.line(t`${verb}d environment ${out.paint.bold(key)}`));
  noteOutcome(context, written);
}
