import type { SegmentSummary } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { readSegment } from './find-segment.js';
import { printSummary } from './print-summary.js';
import { segmentBody, type SegmentOptions } from './segment-body.js';

/** Changes members of a segment. */
export async function updateSegment(
  context: CommandContext,
  { args, options }: Input<SegmentOptions>,
): Promise<void> {
  const body = await segmentBody(context, options);
  if (Object.keys(body).length === 0) {
    throw usageError(
      'Nothing to change was named.',
      'sluice segments update --help shows what can be.',
    );
  }
  const place = await context.environmentPath('write');
  const { key, version } = await readSegment(context, place, args[0] ?? '');
  const path = `${place}${pathOf`/segments/${key}`}`;
  const written = await write<SegmentSummary>(
    context,
    { method: 'PATCH', path, body, ifMatch: version },
    options,
  );
  printSummary(context, written);
  noteOutcome(context, written);
}
