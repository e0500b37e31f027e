import type { CreatedSdkKey } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { parseOverlap } from '../../command/parse-overlap.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSecret } from '../../words/print-secret.js';
import { shellWord } from '../../words/shell-word.js';
import { findKey } from './find-key.js';

/** Options of `keys rotate`. */
export interface RotateOptions extends WriteOptions {
  readonly overlap?: string;
  readonly name?: string;
}

/** Makes a new secret; the old one works for the overlap. */
export async function rotateKey(
  context: CommandContext,
  { args, options }: Input<RotateOptions>,
): Promise<void> {
  const place = await context.environmentPath('write');
  const { id, name: old, kind } = await findKey(context, place, args[0] ?? '');
  const { name } = options;
  const body = { ...parseOverlap(options.overlap), ...(name !== undefined && { name }) };
  const path = `${place}${pathOf`/keys/${id}/rotate`}`;
  const written = await write<CreatedSdkKey>(context, { method: 'POST', path, body }, options);
  printSecret(
    context,
    written,
    `new ${kind} key ${written.result.name} (id ${shortId(written.result.id)}), in place of ${old}`,
  );
  noteOutcome(context, written);
  if (!written.dryRun && body.overlapHours !== 0) await noteOldKey(context, id);
}

/** What becomes of the old one, by the id that `revoke` takes: both have the same name. */
async function noteOldKey(context: CommandContext, id: string): Promise<void> {
  const { out, repeated } = context;
  const environment = await context.environment('write');
  const command = `sluice keys revoke ${shortId(id)} --env ${shellWord(environment)}${repeated}`;
  out.note(out.notePaint.dim(`the old one still works; to end that: ${command}`));
}
