import type { SdkKeyAnswer } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { findKey } from './find-key.js';
import { parseRateLimit } from './parse-rate-limit.js';

/** Sets how many requests per second a key may make. */
export async function limitKey(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<void> {
  const rateLimit = parseRateLimit('limit', args[1] ?? '');
  const place = await context.environmentPath('write');
  const { id } = await findKey(context, place, args[0] ?? '');
  const path = `${place}${pathOf`/keys/${id}/limit`}`;
  const request = { method: 'POST', path, body: { rateLimit } } as const;
  const written = await write<SdkKeyAnswer>(context, request, options);
  const { out } = context;
  out.result(written.answer, () => {
    const { name, rateLimit: set } = written.result;
    const words = set === null ? 'the usual limit' : `${set} requests per second`;
    out.line(t`${out.paint.bold(name)} ${shortId(id)}: ${words}`);
  });
  noteOutcome(context, written);
}
