import type { CreatedWebhook } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { parseOverlap } from '../../command/parse-overlap.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSecret } from '../../words/print-secret.js';
import { findWebhook, webhookPath } from './find-webhook.js';

/** Options of `webhooks rotate`. */
export interface RotateWebhookOptions extends WriteOptions {
  readonly overlap?: string;
}

/** Makes a new signing secret; requests are signed with the old one as well for the overlap. */
export async function rotateWebhook(
  context: CommandContext,
  { args, options }: Input<RotateWebhookOptions>,
): Promise<void> {
  const body = parseOverlap(options.overlap);
  const { id, name } = await findWebhook(context, args[0] ?? '');
  const path = `${await webhookPath(context, id)}/rotate`;
  const written = await write<CreatedWebhook>(context, { method: 'POST', path, body }, options);
  printSecret(context, written, `new signing secret of webhook ${name}`);
  noteOutcome(context, written);
}
