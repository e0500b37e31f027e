import type { CommandContext } from '../../command/command-context.js';
import type { Written } from '../../command/write.js';
import { differenceLines } from '../../words/difference-lines.js';
import { jsonDiff } from '../../words/json-diff.js';

const BOOKKEEPING = ['version', 'updatedAt', 'environments'];

/** Prints what a write changed in a flag or a configuration, a line per member; `--json`: the API's answer. */
export function printChange(
  { out }: CommandContext,
  before: object,
  written: Written<object>,
): void {
  out.result(written.answer, () => {
    const differences = jsonDiff(before, written.result).filter(
      ({ path }) => !BOOKKEEPING.some((name) => path === name || path.startsWith(`${name}.`)),
    );
    if (differences.length === 0) out.line('unchanged');
    out.lines(differenceLines(differences, out.paint));
  });
}
