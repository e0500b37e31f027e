import type { RolloutDetail } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { frame } from '../../ramp/frame.js';
import { historyText, rolloutPairs } from '../../ramp/plain-lines.js';
import { styleOf } from '../../ramp/style-of.js';

/** Prints a rollout: drawn on a terminal, as pairs and lines of text elsewhere. `whole` leaves no step and no event out. */
export function printRollout(
  context: Pick<CommandContext, 'out' | 'io' | 'repeated'>,
  rollout: RolloutDetail,
  whole = false,
): void {
  const { out } = context;
  if (!out.rich) {
    out.pairs(rolloutPairs(rollout, context.repeated));
    out.lines(historyText(rollout));
    return;
  }
  const style = styleOf(context, Date.parse(rollout.asOf));
  out.lines(frame(rollout, style, whole ? { steps: Infinity, history: Infinity } : {}));
}
