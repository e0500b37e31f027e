import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { writeChange } from '../../command/write-change.js';
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
  const before = await readEnvironment(context, args[0] ?? '');
  const { key } = before;
  const isExposed = before.protected && body.protected === false;
  if (isExposed && options.dryRun !== true)
    await context.confirm(`Let editors change ${key}, which is protected?`);
  const path = await pathToEnvironment(context, key);
  await writeChange(context, { before, method: 'PATCH', path, body }, options);
}
