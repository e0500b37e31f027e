import stringWidth from 'string-width';
import type { Paint } from '../terminal/paint.js';
import { fitted } from '../terminal/table.js';
import { Text } from '../terminal/text.js';
import type { Glyphs } from './bar.js';
import type { Calendar } from './times.js';

/** How a ramp is drawn: colours, characters, width, which clock, and how commands go on. */
export interface Style {
  readonly paint: Paint;
  readonly glyphs: Glyphs;
  readonly columns: number;
  readonly calendar: Calendar;
  /** Global options, each after a blank, for the commands that are advised. */
  readonly repeated: string;
}

/** The line, cut to `columns` with an ellipsis where it is longer. */
export function fit(line: Text, columns: number): Text {
  return stringWidth(line.ansi) <= columns ? line : new Text(fitted(line.ansi, columns));
}
