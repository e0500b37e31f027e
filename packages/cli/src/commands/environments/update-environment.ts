import type { Environment } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printChange } from '../flags/print-change.js';
import { environmentBody, type EnvironmentOptions } from './environment-options.js';
import { pathToEnvironment, readEnvironment } from './find-environment.js';

/** Changes an environment; taking its protection away is asked about. */
export async function updateEnvironment(
  context: CommandContext,
  { args, options }: Input<EnvironmentOptions>,
): Promise<void> {
  const body = environmentBody(options);
  if (Object.keys(body).length === 0)
    throw usageError(
      'Nothing to change was named.',
      'Give --name, --hue, --position, --protected or --no-protected.',
    );
  const environment = await readEnvironment(context, args[0] ?? '');
  const { key, version } = environment;
  const isExposed = environment.protected && body.protected === false;
  if (isExposed && options.dryRun !== true)
    await context.confirm(`Let editors change ${key}, which is protected?`);
  const path = await pathToEnvironment(context, key);
  const request = { method: 'PATCH', path, body, ifMatch: version } as const;
  const written = await write<Environment>(context, request, options);
  printChange(context, environment, written);
  noteOutcome(context, written);
}
