import type { Segment, SegmentSummary } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { closestOf } from '../../words/suggestion.js';

/** `work`; where the server does not know the segment, the refusal names the one that was probably meant. */
export async function withSegment<T>(
  context: CommandContext,
  { place, key }: { place: string; key: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnknown = error instanceof ApiFailure && error.body.code === 'NOT_FOUND';
    if (!isUnknown) throw error;
    const { items } = await context.api.list<SegmentSummary>(`${place}/segments`);
    const closest = closestOf(
      key,
      items.map((segment) => segment.key),
    );
    const advice =
      closest === null
        ? `sluice segments list${context.repeated} shows all.`
        : `There is no segment ${key}. Did you mean ${closest}?`;
    throw new ApiFailure(error.status, error.body, advice);
  }
}

/** Reads a segment of the environment at `place`. */
export function readSegment(context: CommandContext, place: string, key: string): Promise<Segment> {
  return withSegment(context, { place, key }, () =>
    context.api.get<Segment>(`${place}${pathOf`/segments/${key}`}`),
  );
}
