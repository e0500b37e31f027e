import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { counted } from '../../words/value-text.js';
import { findWebhook, webhookPath } from './find-webhook.js';

/** Deletes a webhook with its queue and its log. */
export async function deleteWebhook(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<void> {
  const { id, name, urlHint, waiting, version } = await findWebhook(context, args[0] ?? '');
  if (options.dryRun !== true) {
    const queue =
      waiting === 0 ? 'its log' : `its log and ${counted(waiting, 'event')} still to be sent`;
    await context.confirm(`Delete webhook ${name} (${urlHint}) with ${queue}?`);
  }
  const request = {
    method: 'DELETE',
    path: await webhookPath(context, id),
    ifMatch: version,
  } as const;
  const written = await write(context, request, options);
  const { out } = context;
  out.result(written.answer, () => out.line(t`deleted ${out.paint.bold(name)}`));
  noteOutcome(context, written);
}
