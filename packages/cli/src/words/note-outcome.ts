import type { Written } from '../command/write.js';
import type { CommandContext } from '../command/command-context.js';

/** Says on stderr that a write was only tried, or at which revision SDKs have it. */
export function noteOutcome({ out }: CommandContext, { dryRun, revision }: Written<unknown>): void {
  if (dryRun) out.note(out.notePaint.yellow('dry run: nothing was changed'));
  else if (revision !== null) out.note(out.notePaint.dim(`revision ${revision}`));
}
