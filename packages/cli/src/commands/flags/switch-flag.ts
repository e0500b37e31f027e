import type { FlagConfig } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { cutWords } from '../../command/cut-words.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { stateText } from '../../words/state-text.js';
import { withFlag } from './find-flag.js';

type Switching = Input<WriteOptions>;

/** Enables a flag in one environment; asks about a warning that comes with it. */
export function enableFlag(context: CommandContext, input: Switching): Promise<void> {
  return switchFlag(context, input, 'enable');
}

/** Disables a flag in one environment, at once: asks nothing, needs no version. */
export function disableFlag(context: CommandContext, input: Switching): Promise<void> {
  return switchFlag(context, input, 'disable');
}

async function switchFlag(
  context: CommandContext,
  { args, options }: Switching,
  verb: 'enable' | 'disable',
): Promise<void> {
  const key = args[0] ?? '';
  const path = `${await context.environmentPath('write')}${pathOf`/flags/${key}/${verb}`}`;
  const comment = cutWords(context, '--comment', options.comment);
  const said = { ...options, ...(comment !== undefined && { comment }) };
  const written = await withFlag(context, key, () =>
    write<FlagConfig>(context, { method: 'POST', path }, said),
  );
  const { flag, environment, enabled } = written.result;
  const { out } = context;
  out.result(written.answer, () => {
    out.line(t`${out.paint.bold(flag)}  ${environment}  ${stateText(enabled, out.paint)}`);
  });
  noteOutcome(context, written);
}
