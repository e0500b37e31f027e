import type { ImportItem, ImportReport } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { isConfirmable } from '../../command/write.js';
import { t } from '../../terminal/text.js';

/** `3 created, 1 changed, 40 as they are` */
export function printCounts({ out }: CommandContext, { counts }: ImportReport): void {
  out.line(`${counts.created} created, ${counts.changed} changed, ${counts.skipped} as they are`);
}

/** Everything that stands in the way, on stderr, with its place in the request. */
export function printRefusals(
  { out }: CommandContext,
  { items = [] }: Partial<ImportReport>,
): void {
  const refused = items.filter(({ outcome }) => outcome === 'refused');
  const paint = out.notePaint;
  for (const item of refused) {
    for (const { code, message, path } of item.reasons) {
      out.note(
        t`${paint.red('✗')} ${itemText(item)}  ${paint.bold(code)}: ${message}  ${paint.dim(path)}`,
      );
    }
  }
  for (const code of codesOf(refused)) {
    if (isConfirmable(code)) out.note(`Say --confirm ${code} if that is meant.`);
  }
}

/** The warnings that stand in the way, where nothing else does; else none. */
export function warningsOnly({ items = [] }: Partial<ImportReport>): string[] {
  const codes = codesOf(items.filter(({ outcome }) => outcome === 'refused'));
  return codes.every(isConfirmable) ? codes : [];
}

function codesOf(refused: readonly ImportItem[]): string[] {
  return [...new Set<string>(refused.flatMap(({ reasons }) => reasons.map(({ code }) => code)))];
}

/** `flag checkout`, `configuration checkout in production`. */
export function itemText({ kind, key, environment }: ImportItem): string {
  return `${kind} ${key}${environment === null ? '' : ` in ${environment}`}`;
}
