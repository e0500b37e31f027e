import type { CommandContext } from '../../command/command-context.js';
import type { Written } from '../../command/write.js';
import { differenceLines } from '../../words/difference-lines.js';
import { jsonDiff } from '../../words/json-diff.js';

// `environments` of a flag tells how each of them stands; that of a webhook is a list, and shown.
const BOOKKEEPING = /^(version|updatedAt)$|^(environments|version)\./;

/** Prints what a write changed in a flag or a configuration, a line per member; `--json`: the API's answer. */
export function printChange(
  { out }: CommandContext,
  before: object,
  written: Written<object>,
): void {
  out.result(written.answer, () => {
    const differences = jsonDiff(before, written.result).filter(
      ({ path }) => !BOOKKEEPING.test(path),
    );
    if (differences.length === 0) out.line('unchanged');
    out.lines(differenceLines(differences, out.paint));
  });
}
