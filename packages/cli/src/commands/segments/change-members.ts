import type { SegmentSummary } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { idsOf } from '../../command/ids-of.js';
import { readInput } from '../../command/read-input.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { withSegment } from './find-segment.js';
import { printSummary } from './print-summary.js';

/** Options of `segments add` and `remove`. */
export interface MemberOptions extends WriteOptions {
  readonly excluded?: boolean;
  readonly file?: string;
}

type Change = Input<MemberOptions>;

/** Adds ids to a list of a segment. */
export function addMembers(context: CommandContext, input: Change): Promise<void> {
  return changeMembers(context, input, 'add');
}

/** Removes ids from a list of a segment. */
export function removeMembers(context: CommandContext, input: Change): Promise<void> {
  return changeMembers(context, input, 'remove');
}

/** Needs no version: others may add and remove at the same time. */
async function changeMembers(
  context: CommandContext,
  { args, options }: Change,
  verb: 'add' | 'remove',
): Promise<void> {
  const [key = '', ...named] = args;
  const read = options.file === undefined ? '' : await readInput(context.io, options.file);
  const ids = [...named.flatMap(idsOf), ...idsOf(read)];
  if (ids.length === 0)
    throw usageError(`Which ids to ${verb}? Give them as arguments or with --file.`);
  const place = await context.environmentPath('write');
  const path = `${place}${pathOf`/segments/${key}/members`}`;
  const body = { list: options.excluded === true ? 'excluded' : 'included', [verb]: ids };
  const written = await withSegment(context, { place, key }, () =>
    write<SegmentSummary>(context, { method: 'POST', path, body }, options),
  );
  printSummary(context, written);
  noteOutcome(context, written);
}
