import type { SegmentSummary } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSummary } from './print-summary.js';
import { segmentBody, type SegmentOptions } from './segment-body.js';

/** Creates a segment. */
export async function createSegment(
  context: CommandContext,
  { args, options }: Input<SegmentOptions>,
): Promise<void> {
  const path = `${await context.environmentPath('write')}/segments`;
  const body = { key: args[0], ...(await segmentBody(context, options)) };
  const written = await write<SegmentSummary>(context, { method: 'POST', path, body }, options);
  printSummary(context, written);
  noteOutcome(context, written);
}
