import type { RolloutView } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import { cutWords } from '../../command/cut-words.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { commandFor } from '../../ramp/pause-advice.js';
import { t } from '../../terminal/text.js';
import { activeRollout, rolloutPath, type RolloutChoice } from './find-rollout.js';
import { showMoved, showOff } from './move.js';
import { parseNumber } from './parse-number.js';

/** Options of `sluice rollback`. */
export interface RollbackOptions extends WriteOptions, RolloutChoice {
  readonly reason?: string;
  readonly to?: string;
}

/** `sluice rollback FLAG`: takes the rollout back at once, without asking; `--to` goes part of the way and pauses there. */
export async function rollback(
  context: CommandContext,
  { args: [flag = ''], options }: Input<RollbackOptions>,
): Promise<void> {
  const { reason, to } = options;
  if (reason === undefined || reason.trim() === '')
    throw usageError('Say why: --reason "…". It is shown and audited.');
  const body = {
    reason: cutWords(context, '--reason', reason),
    ...(to !== undefined && { to: parseNumber('--to', to) }),
  };
  const rollout = await activeRollout(context, flag, options);
  const request = { method: 'POST', path: rolloutPath(rollout, 'rollback'), body } as const;
  const written = await write<RolloutView>(context, request, options);
  showMoved(context, written, rollout);
  const { out, repeated } = context;
  if (to === undefined) showOff(context, written);
  else if (!out.json)
    out.note(t`  go on with ${commandFor('resume', written.result, { repeated })}`);
}
