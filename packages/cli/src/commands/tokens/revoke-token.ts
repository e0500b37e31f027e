import type { Token } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { chosenCredential, shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';

/** Revokes a token. */
export async function revokeToken(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<void> {
  const { items } = await context.api.list<Token>('/tokens');
  const words = { noun: 'token', list: 'sluice tokens list' };
  const { id, name, hint } = chosenCredential(items, args[0] ?? '', words);
  if (options.dryRun !== true) {
    await context.confirm(
      `Revoke token ${name} (id ${shortId(id)}, ends in ${hint})? Whoever uses it is refused at once.`,
    );
  }
  const written = await write<Token>(
    context,
    { method: 'POST', path: pathOf`/tokens/${id}/revoke` },
    options,
  );
  const { out } = context;
  out.result(written.answer, () => out.line(t`revoked ${out.paint.bold(name)} ${shortId(id)}`));
  noteOutcome(context, written);
}
