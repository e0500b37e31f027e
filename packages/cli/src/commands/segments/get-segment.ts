import type { Segment } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { t } from '../../terminal/text.js';
import { conditionsText } from '../../words/condition-text.js';
import { rolloutText } from '../../words/serve-text.js';
import { counted, listText } from '../../words/value-text.js';
import { readSegment } from './find-segment.js';

const SHOWN_IDS = 20;

/** Prints a segment. */
export async function getSegment(context: CommandContext, { args }: Input<object>): Promise<void> {
  const segment = await readSegment(context, await context.environmentPath('read'), args[0] ?? '');
  context.out.result(segment, () => print(context, segment));
}

function print({ out }: CommandContext, segment: Segment): void {
  const { included, excluded, usedBy, rules } = segment;
  out.pairs([
    ['segment', out.paint.bold(segment.key)],
    ['name', segment.name === '' ? null : segment.name],
    ['description', segment.description === '' ? null : segment.description],
    ['matches', segment.by ?? 'id'],
    ['included', idsText(included)],
    ['excluded', excluded.length === 0 ? null : idsText(excluded)],
    ['used by', usedBy.length === 0 ? 'no flag' : usedBy.join(', ')],
    ['version', segment.version],
  ]);
  for (const { conditions, rollout } of rules) {
    const gate = rollout === undefined ? '' : `  ${rolloutText(rollout)}`;
    out.line(t`  rule  ${conditionsText(conditions)}${gate}`);
  }
}

function idsText(ids: readonly string[]): string {
  return ids.length === 0 ? 'nobody' : `${counted(ids.length, 'id')}: ${listText(ids, SHOWN_IDS)}`;
}
