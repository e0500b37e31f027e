import type { RolloutView } from '@sluice/protocol';
import type { Handler } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write, type Written } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { percent } from '../../ramp/numbers.js';
import { offWords } from '../../ramp/standing.js';
import { t } from '../../terminal/text.js';
import { activeRollout, rolloutPath, type RolloutChoice } from './find-rollout.js';

type Verb = 'pause' | 'resume' | 'advance' | 'step-back' | 'abort';

/** Those that go up or down by a step name the entry that was seen, so that a repetition does not act twice. */
const NAMES_ENTRY: readonly Verb[] = ['advance', 'step-back'];

/** `sluice pause|resume|advance|step-back|abort FLAG` */
export function move(verb: Verb): Handler<WriteOptions & RolloutChoice> {
  return async (context, { args: [flag = ''], options }) => {
    const rollout = await activeRollout(context, flag, options);
    const body = NAMES_ENTRY.includes(verb) ? { from: rollout.entry } : {};
    const request = { method: 'POST', path: rolloutPath(rollout, verb), body } as const;
    const written = await write<RolloutView>(context, request, options);
    showMoved(context, written, rollout);
    // A second step back takes everything back.
    if (written.result.state === 'rolled_back') showOff(context, written);
  };
}

/** Says what a rollback switched off. */
export function showOff({ out }: CommandContext, { result }: Written<RolloutView>): void {
  if (!out.json) out.line(t`  ${offWords(result)}`);
}

/** Says where the rollout stands after a move, and where it stood before. */
export function showMoved(
  { out }: CommandContext,
  { result, answer, dryRun }: Written<RolloutView>,
  before: RolloutView,
): void {
  out.result(answer, () => {
    const words = [before, result].map(
      ({ state, current_percentage: at }) => `${state.replace('_', ' ')} at ${percent(at)}`,
    );
    const would = dryRun ? 'would be: ' : '';
    out.line(
      t`${result.flag} (${result.environment}): ${would}${words[0]} → ${out.paint.bold(words[1])}`,
    );
  });
}
