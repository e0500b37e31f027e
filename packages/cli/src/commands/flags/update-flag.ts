import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { writeChange } from '../../command/write-change.js';
import type { DefinitionOptions } from './definition-options.js';
import { definitionOf } from './definition-of.js';
import { readFlag } from './find-flag.js';

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
  await writeChange(context, { before: flag, method: 'PATCH', path, body }, options);
}
