import type { SegmentSummary } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import type { Written } from '../../command/write.js';
import { t } from '../../terminal/text.js';
import { counted } from '../../words/value-text.js';

/** A segment after a write, on one line; `--json`: the API's answer. */
export function printSummary(
  { out }: CommandContext,
  { answer, result }: Written<SegmentSummary>,
): void {
  const { key, includedCount, excludedCount, rules } = result;
  out.result(answer, () => {
    const lists = `${includedCount} included, ${excludedCount} excluded`;
    out.line(t`${out.paint.bold(key)}  ${lists}, ${counted(rules.length, 'rule')}`);
  });
}
