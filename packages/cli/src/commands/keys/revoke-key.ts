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

/** Revokes a key. */
export async function revokeKey(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<void> {
  const place = await context.environmentPath('write');
  const { id, name, hint } = await findKey(context, place, args[0] ?? '');
  if (options.dryRun !== true) {
    await context.confirm(
      `Revoke key ${name} (id ${shortId(id)}, ends in ${hint})? Every SDK that uses it is cut off at once.`,
    );
  }
  const path = `${place}${pathOf`/keys/${id}/revoke`}`;
  const written = await write<SdkKeyAnswer>(context, { method: 'POST', path }, options);
  const { out } = context;
  out.result(written.answer, () => out.line(t`revoked ${out.paint.bold(name)} ${shortId(id)}`));
  noteOutcome(context, written);
}
