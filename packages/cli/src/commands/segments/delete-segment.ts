import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { readSegment } from './find-segment.js';

/** Deletes a segment. */
export async function deleteSegment(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<void> {
  const place = await context.environmentPath('write');
  const { key, version } = await readSegment(context, place, args[0] ?? '');
  if (options.dryRun !== true) await context.confirm(`Delete segment ${key} for good?`);
  const path = `${place}${pathOf`/segments/${key}`}`;
  const written = await write(context, { method: 'DELETE', path, ifMatch: version }, options);
  const { out } = context;
  out.result(written.answer, () => out.line(t`deleted ${out.paint.bold(key)}`));
  noteOutcome(context, written);
}
