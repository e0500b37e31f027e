import type { CreatedSdkKey } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSecret } from '../../words/print-secret.js';
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
  const { id, name: old } = await findKey(context, place, args[0] ?? '');
  const { name } = options;
  const body = { ...overlapOf(options.overlap), ...(name !== undefined && { name }) };
  const path = `${place}${pathOf`/keys/${id}/rotate`}`;
  const written = await write<CreatedSdkKey>(context, { method: 'POST', path, body }, options);
  printSecret(context, written, `new secret of key ${old}`);
  noteOutcome(context, written);
}

function overlapOf(text: string | undefined): { overlapHours?: number } {
  if (text === undefined) return {};
  const hours = Number(text);
  if (text.trim() === '' || !Number.isFinite(hours))
    throw usageError(`--overlap ${text} is no number of hours.`);
  return { overlapHours: hours };
}
