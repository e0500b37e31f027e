import type { Flag } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write, type Written } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { withFlag } from './find-flag.js';

type Archiving = Input<WriteOptions>;

/** Archives a flag: SDKs no longer know it. */
export async function archiveFlag(
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  const key = args[0] ?? '';
  if (options.dryRun !== true) {
    await context.confirm(
      `Archive ${key}? Programs that ask for it get their own default, in every environment.`,
    );
  }
  printOutcome(context, 'archived', await send(context, key, 'archive', options));
}

/** Brings an archived flag back. */
export async function restoreFlag(
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  printOutcome(context, 'restored', await send(context, args[0] ?? '', 'restore', options));
}

async function send(
  context: CommandContext,
  key: string,
  verb: 'archive' | 'restore',
  options: WriteOptions,
): Promise<Written<Flag>> {
  const path = `${await context.projectPath()}${pathOf`/flags/${key}/${verb}`}`;
  return withFlag(context, key, () => write<Flag>(context, { method: 'POST', path }, options));
}

function printOutcome(context: CommandContext, done: string, written: Written<Flag>): void {
  const { out } = context;
  out.result(written.answer, () => out.line(t`${done} ${out.paint.bold(written.result.key)}`));
  noteOutcome(context, written);
}
