import stringWidth from 'string-width';
import { printable } from '../terminal/printable.js';

/** Text in rows of at most `columns`, broken between words, not between a number and its %; a longer word has a row of its own. */
export function wrap(text: string, columns: number): string[] {
  const rows: string[] = [];
  for (const word of printable(text).split(/ (?!%)/)) {
    const last = rows.at(-1);
    if (last !== undefined && stringWidth(`${last} ${word}`) <= columns)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows;
}
