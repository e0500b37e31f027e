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
 * Lines of a table. On a terminal: a header, aligned columns, what is too wide cut with `…`; where the columns
 * do not fit even so, a block of lines per row.
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
  if (widthOf(widths) > frame.columns) return blockLines(header, rows, frame);
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

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
}

/** Per row: its first cell, and below it the others with their titles; empty ones are left out. */
function blockLines(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  { columns, header: paint }: TableFrame,
): Text[] {
  const label = Math.max(...header.map((title) => stringWidth(title)));
  return rows.flatMap((row) => {
    const cells = row.map((cell, index) => ({ title: header[index] ?? '', ansi: ansiOf(cell) }));
    const [first, ...others] = cells.filter(({ ansi }) => ansi !== '');
    const lines = others.map(
      ({ title, ansi }) => `${GAP}${ansiOf(paint(title.padEnd(label)))}${GAP}${ansi}`,
    );
    return [first?.ansi ?? '', ...lines].map(
      (line) => new Text(stringWidth(line) > (columns ?? 0) ? fitted(line, columns ?? 0) : line),
    );
  });
}

function toAnsi(row: readonly Cell[]): string[] {
  return row.map(ansiOf);
}

function widest(rows: readonly (readonly string[])[], column: number): number {
  return rows.reduce((width, row) => Math.max(width, stringWidth(row[column] ?? '')), 0);
}

/** Takes what does not fit from the last column, which is prose, and only then from the widest. */
function shrink(widths: number[], columns: number): void {
  const last = widths.length - 1;
  for (let excess = widthOf(widths) - columns; excess > 0; excess -= 1) {
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
