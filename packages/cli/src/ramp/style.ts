import stringWidth from 'string-width';
import type { Paint } from '../terminal/paint.js';
import { fitted } from '../terminal/table.js';
import { Text } from '../terminal/text.js';
import type { Glyphs } from './bar.js';
import type { Calendar } from './times.js';

/** How a ramp is drawn: colours, characters, width, and which clock. */
export interface Style {
  readonly paint: Paint;
  readonly glyphs: Glyphs;
  readonly columns: number;
  readonly calendar: Calendar;
}

/** The line, cut to `columns` with an ellipsis where it is longer. */
export function fit(line: Text, columns: number): Text {
  return stringWidth(line.ansi) <= columns ? line : new Text(fitted(line.ansi, columns));
}
