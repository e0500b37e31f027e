import { printable } from './printable.js';

/** Text that may go to a terminal as it is: built only by {@link t} and a {@link Paint}, which escape what they are given. */
export class Text {
  constructor(readonly ansi: string) {}
}

/** What may stand in a {@link t} template or a table cell; strings are escaped. */
export type Cell = Text | string | number | boolean | null | undefined;

/** `cell` as it may be written; null and undefined are empty. */
export function ansiOf(cell: Cell): string {
  if (cell instanceof Text) return cell.ansi;
  return cell == null ? '' : printable(String(cell));
}

/** Tagged template: the literal parts stand as written, everything interpolated is escaped unless it is {@link Text}. */
export function t(parts: TemplateStringsArray, ...cells: readonly Cell[]): Text {
  const built = parts.map((part, index) => part + ansiOf(cells[index]));
  return new Text(built.join(''));
}

/** `cells` with `separator` between. */
export function joined(cells: readonly Cell[], separator: string): Text {
  return new Text(cells.map(ansiOf).join(separator));
}
