import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { readFlag } from './find-flag.js';

/** Deletes an archived flag for good. */
export async function deleteFlag(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<void> {
  const flag = await readFlag(context, args[0] ?? '');
  if (options.dryRun !== true) {
    await context.confirm(`Delete ${flag.key} for good? Its key can never be used again.`);
  }
  const path = `${await context.projectPath()}${pathOf`/flags/${flag.key}`}`;
  const written = await write(context, { method: 'DELETE', path, ifMatch: flag.version }, options);
  const { out } = context;
  out.result(written.answer, () => out.line(t`deleted ${out.paint.bold(flag.key)}`));
  noteOutcome(context, written);
}
