import type { Flag } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import type { DefinitionOptions } from './definition-options.js';
import { definitionOf } from './definition-of.js';

/** Creates a flag. */
export async function createFlag(
  context: CommandContext,
  { args, options }: Input<DefinitionOptions>,
): Promise<void> {
  const path = `${await context.projectPath()}/flags`;
  const body = { key: args[0], type: options.type, ...definitionOf(options, options.type) };
  const written = await write<Flag>(context, { method: 'POST', path, body }, options);
  const { out } = context;
  out.result(written.answer, () => {
    out.line(t`created ${out.paint.bold(written.result.key)}, disabled in every environment`);
  });
  noteOutcome(context, written);
}
