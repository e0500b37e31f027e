import type { ApiRequest } from '../api/api-request.js';
import { differenceLines } from '../words/difference-lines.js';
import { jsonDiff } from '../words/json-diff.js';
import { noteOutcome } from '../words/note-outcome.js';
import type { CommandContext } from './command-context.js';
import { write, type Written } from './write.js';
import type { WriteOptions } from './write-options.js';

/** The request that changes something, and that as it was read. */
interface Change extends Omit<ApiRequest, 'ifMatch'> {
  readonly before: { readonly version: number };
}

/** Sends a change of what was read, refused where it has changed since, and prints what became of it. */
export async function writeChange(
  context: CommandContext,
  { before, ...request }: Change,
  options: WriteOptions,
): Promise<void> {
  const { version } = before;
  const written = await write<object>(context, { ...request, ifMatch: version }, options);
  printChange(context, before, written);
  noteOutcome(context, written);
}

// `environments` of a flag tells how each of them stands; that of a webhook is a list, and shown.
const BOOKKEEPING = /^(version|updatedAt)$|^(environments|version)\./;

/** A line per member that is another now; `--json`: the API's answer. */
function printChange({ out }: CommandContext, before: object, written: Written<object>): void {
  out.result(written.answer, () => {
    const differences = jsonDiff(before, written.result).filter(
      ({ path }) => !BOOKKEEPING.test(path),
    );
    if (differences.length === 0) out.line('unchanged');
    out.lines(differenceLines(differences, out.paint));
  });
}
