import type { SegmentSummary } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';

/** Options of `segments list`. */
export interface SegmentListOptions {
  readonly search?: string;
}

/** Lists the segments of an environment. */
export async function listSegments(
  context: CommandContext,
  { options }: Input<SegmentListOptions>,
): Promise<void> {
  const { search } = options;
  const path = `${await context.environmentPath('read')}/segments`;
  const page = await context.api.list<SegmentSummary>(path, { search });
  const { out } = context;
  out.result(page, () => {
    out.table(
      ['segment', 'included', 'excluded', 'rules', 'description'],
      page.items.map((one) => [
        out.paint.bold(one.key),
        one.includedCount,
        one.excludedCount,
        one.rules.length,
        one.description,
      ]),
    );
  });
}
