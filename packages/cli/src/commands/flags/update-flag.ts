import type { Flag } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import type { DefinitionOptions } from './definition-options.js';
import { definitionOf } from './definition-of.js';
import { readFlag } from './find-flag.js';
import { printChange } from './print-change.js';

/** Changes members of a flag; variants that are not named stay as they are. */
export async function updateFlag(
  context: CommandContext,
  { args, options }: Input<DefinitionOptions>,
): Promise<void> {
  const flag = await readFlag(context, args[0] ?? '');
  const definition = definitionOf(options, flag.type);
  if (Object.keys(definition).length === 0) {
    throw usageError(
      'Nothing to change was named.',
      'sluice flags update --help shows what can be.',
    );
  }
  const body = {
    ...definition,
    ...(definition.variants !== undefined && {
      variants: { ...flag.variants, ...definition.variants },
    }),
  };
  const path = `${await context.projectPath()}${pathOf`/flags/${flag.key}`}`;
  const written = await write<Flag>(
    context,
    { method: 'PATCH', path, body, ifMatch: flag.version },
    options,
  );
  printChange(context, flag, written);
  noteOutcome(context, written);
}
