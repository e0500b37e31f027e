import type { CreatedSdkKey } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSecret } from '../../words/print-secret.js';
import { parseRateLimit } from './parse-rate-limit.js';

/** Options of `keys create`. */
export interface CreateKeyOptions extends WriteOptions {
  readonly kind: string;
  readonly expires?: string;
  readonly rateLimit?: string;
}

/** Creates a key and prints its secret. */
export async function createKey(
  context: CommandContext,
  { args, options }: Input<CreateKeyOptions>,
): Promise<void> {
  const { kind, expires, rateLimit } = options;
  const path = `${await context.environmentPath('write')}/keys`;
  const body = {
    kind,
    name: args[0],
    ...(expires !== undefined && { expiresAt: expires }),
    ...(rateLimit !== undefined && { rateLimit: parseRateLimit('--rate-limit', rateLimit) }),
  };
  const written = await write<CreatedSdkKey>(context, { method: 'POST', path, body }, options);
  printSecret(
    context,
    written,
    `${kind} key ${written.result.name} (id ${shortId(written.result.id)})`,
  );
  noteOutcome(context, written);
}
