import type { Environment } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { environmentBody, type EnvironmentOptions } from './environment-options.js';

/** Creates an environment. */
export async function createEnvironment(
  context: CommandContext,
  { args, options }: Input<EnvironmentOptions>,
): Promise<void> {
  const body = { key: args[0], ...environmentBody(options) };
  const path = `${await context.projectPath()}/environments`;
  const written = await write<Environment>(context, { method: 'POST', path, body }, options);
  const { out } = context;
  out.result(written.answer, () =>
    out.line(t`created environment ${out.paint.bold(written.result.key)}`),
  );
  noteOutcome(context, written);
}
