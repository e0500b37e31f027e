import pico from 'picocolors';
import { ansiOf, Text, type Cell } from './text.js';

/** Colours and weights; each escapes what it is given, and returns it plain where colour is off. */
export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan', (cell: Cell) => Text>
>;

/** The paint of a stream that shows colour, or of one that does not. */
export function createPaint(color: boolean): Paint {
  const colors = pico.createColors(color);
  const brush =
    (apply: (text: string) => string) =>
    (cell: Cell): Text =>
      new Text(apply(ansiOf(cell)));
  return {
    bold: brush(colors.bold),
    dim: brush(colors.dim),
    red: brush(colors.red),
    green: brush(colors.green),
    yellow: brush(colors.yellow),
    blue: brush(colors.blue),
    cyan: brush(colors.cyan),
  };
}
