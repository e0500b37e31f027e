import stringWidth from 'string-width';
import { ansiOf, Text, type Cell } from './text.js';

const GAP = '  ';
const NARROWEST = 10;

/** Where a table is shown: `columns` null for anything that is no terminal. */
export interface TableFrame {
  readonly columns: number | null;
  readonly header: (cell: Cell) => Text;
}

/**
 * Lines of a table. On a terminal: a header, aligned columns, what is too wide cut with `…`.
 * Elsewhere: no header, one tab between cells, nothing cut, so that `cut` and `awk` can rely on it.
 */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  frame: TableFrame,
): Text[] {
  if (frame.columns === null) return rows.map((row) => new Text(row.map(ansiOf).join('\t')));
  const cells = [header.map((title) => ansiOf(frame.header(title))), ...rows.map(toAnsi)];
  const widths = header.map((_, column) => widest(cells, column));
  shrink(widths, frame.columns);
  return cells.map(
    (row) =>
      new Text(
        row
          .map((cell, i) => fitted(cell, widths[i] ?? 0))
          .join(GAP)
          .trimEnd(),
      ),
  );
}

function toAnsi(row: readonly Cell[]): string[] {
  return row.map(ansiOf);
}

function widest(rows: readonly (readonly string[])[], column: number): number {
  return rows.reduce((width, row) => Math.max(width, stringWidth(row[column] ?? '')), 0);
}

/** Takes what does not fit from the last column, which is prose, and only then from the widest. */
function shrink(widths: number[], columns: number): void {
  const room = columns - GAP.length * (widths.length - 1);
  const last = widths.length - 1;
  for (let excess = widths.reduce((a, b) => a + b, 0) - room; excess > 0; excess -= 1) {
    const isProseLeft = (widths[last] ?? 0) > NARROWEST;
    const from = isProseLeft ? last : widths.indexOf(Math.max(...widths));
    if ((widths[from] ?? 0) <= NARROWEST) return;
    widths[from] = (widths[from] ?? 0) - 1;
  }
}

/** `ansi` padded, or cut with an ellipsis, to `width` columns; codes that colour stay whole. */
export function fitted(ansi: string, width: number): string {
  const own = stringWidth(ansi);
  if (own <= width) return ansi + ' '.repeat(width - own);
  return cut(ansi, width - 1);
}

// eslint-disable-next-line no-control-regex -- the codes that colour begin with escape
const TOKENS = /\u001b\[[0-9;]*m|./gsu;

function cut(ansi: string, width: number): string {
  let used = 0;
  let open = true;
  let kept = '';
  for (const [token] of ansi.matchAll(TOKENS)) {
    const isCode = token.startsWith('\u001b');
    const size = isCode ? 0 : stringWidth(token);
    if (!isCode && open && used + size > width) {
      kept += `…${' '.repeat(width - used)}`;
      open = false;
    }
    if (isCode || open) kept += token;
    used += size;
  }
  return kept;
}
