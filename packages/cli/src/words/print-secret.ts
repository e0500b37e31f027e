import type { CommandContext } from '../command/command-context.js';
import type { Written } from '../command/write.js';

/** The secret alone on stdout, so that it can be piped where it belongs; what it is goes to stderr. `--json`: the API's answer. */
export function printSecret(
  { out }: CommandContext,
  written: Written<{ secret?: string }>,
  what: string,
): void {
  out.result(written.answer, () => {
    if (written.dryRun || written.result.secret === undefined) return;
    out.note(out.notePaint.yellow(`${what}: shown this once, keep it now`));
    out.line(written.result.secret);
  });
}
