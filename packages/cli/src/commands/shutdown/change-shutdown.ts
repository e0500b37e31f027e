import type { ShutdownResult } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { cutWords } from '../../command/cut-words.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printShutdowns } from './print-shutdowns.js';

/** Options of engaging and releasing. */
export interface ShutdownOptions extends WriteOptions {
  readonly reason: string;
  readonly all?: boolean;
}

/** Engages the emergency shutdown. */
export function engage(context: CommandContext, input: Input<ShutdownOptions>): Promise<void> {
  return change(context, input, 'engage');
}

/** Releases it. */
export function release(context: CommandContext, input: Input<ShutdownOptions>): Promise<void> {
  return change(context, input, 'release');
}

/** In the environment that was named; where none was, in all of the project: an emergency is no time for questions. */
async function change(
  context: CommandContext,
  { options }: Input<ShutdownOptions>,
  verb: 'engage' | 'release',
): Promise<void> {
  const environment = options.all === true ? undefined : context.namedEnvironment();
  const project = await context.projectPath();
  const place =
    environment === undefined ? project : `${project}${pathOf`/environments/${environment}`}`;
  const body = { reason: cutWords(context, '--reason', options.reason) };
  const path = `${place}/shutdown/${verb}`;
  const written = await write<ShutdownResult>(context, { method: 'POST', path, body }, options);
  context.out.result(written.answer, () => printShutdowns(context, written.result.items));
  noteOutcome(context, written);
}
