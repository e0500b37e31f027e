import type { Environment } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';

/** Options of `environments create`; `hue` is its colour: `color` is taken by `--no-color`. */
export interface CreateEnvironmentOptions extends WriteOptions {
  readonly name?: string;
  readonly hue?: string;
  readonly protected?: boolean;
}

/** Creates an environment. */
export async function createEnvironment(
  context: CommandContext,
  { args, options }: Input<CreateEnvironmentOptions>,
): Promise<void> {
  const { name, hue } = options;
  const body = {
    key: args[0],
    ...(name !== undefined && { name }),
    ...(hue !== undefined && { color: hue }),
    ...(options.protected === true && { protected: true }),
  };
  const path = `${await context.projectPath()}/environments`;
  const written = await write<Environment>(context, { method: 'POST', path, body }, options);
  const { out } = context;
  out.result(written.answer, () =>
    out.line(t`created environment ${out.paint.bold(written.result.key)}`),
  );
  noteOutcome(context, written);
}
