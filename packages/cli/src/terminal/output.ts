import type { Io } from './io.js';
import { createPaint, type Paint } from './paint.js';
import { printableJson } from './printable.js';
import { showsColor } from './shows-color.js';
import { tableLines } from './table.js';
import { ansiOf, t, Text, type Cell } from './text.js';

const DEFAULT_COLUMNS = 80;

/** How a command speaks: results on stdout, everything else on stderr. */
export class Output {
  /** True with `--json`: stdout holds the API's JSON and nothing else. */
  readonly json: boolean;
  /** True where stdout is a terminal and `--json` was not asked for. */
  readonly rich: boolean;
  /** Width of the terminal behind stdout; null where there is none. */
  readonly columns: number | null;
  /** Colours of stdout. */
  readonly paint: Paint;
  /** Colours of stderr. */
  readonly notePaint: Paint;
  readonly #io: Pick<Io, 'stdout' | 'stderr'>;

  constructor(
    io: Pick<Io, 'stdout' | 'stderr' | 'env'>,
    options: { json: boolean; color: boolean },
  ) {
    const { stdout, stderr, env } = io;
    this.#io = io;
    this.json = options.json;
    this.rich = stdout.isTTY === true && !options.json;
    this.columns = this.rich ? widthOf(stdout) : null;
    this.paint = createPaint(showsColor(stdout, env, options.color) && !options.json);
    this.notePaint = createPaint(showsColor(stderr, env, options.color) && !options.json);
  }

  /** One line of the result; a string is escaped. Nothing with `--json`. */
  line(text: Cell = ''): void {
    if (!this.json) this.#io.stdout.write(`${ansiOf(text)}\n`);
  }

  lines(texts: readonly Cell[]): void {
    for (const text of texts) this.line(text);
  }

  /** Rows of the result: a table on a terminal, tab-separated values without a header elsewhere. */
  table(header: readonly string[], rows: readonly (readonly Cell[])[]): void {
    const frame = { columns: this.columns, header: this.paint.dim };
    this.lines(tableLines(header, rows, frame));
  }

  /** What the API answered, when `--json` was asked for; otherwise `human` prints it. */
  result(answer: unknown, human: () => void): void {
    if (this.json) this.#io.stdout.write(`${printableJson(answer)}\n`);
    else human();
  }

  /** One JSON value on a line of its own, for streams of them. */
  jsonLine(value: unknown): void {
    this.#io.stdout.write(`${printableJson(value, 0)}\n`);
  }

  /** Text exactly as it is: files and scripts that the user asked for on stdout. */
  raw(text: string): void {
    this.#io.stdout.write(text);
  }

  /** A remark for people, on stderr. Nothing with `--json`. */
  note(text: Cell): void {
    if (!this.json) this.#io.stderr.write(`${ansiOf(text)}\n`);
  }

  /** A remark that must not be missed; with `--json` a line `{"warning": …}` on stderr. */
  warn(text: Cell): void {
    this.note(t`${this.notePaint.yellow('!')} ${text}`);
    if (this.json) this.#io.stderr.write(`${printableJson({ warning: ansiOf(text) }, 0)}\n`);
  }

  /** Label and value pairs: aligned on a terminal, tab-separated elsewhere. Pairs without a value are left out. */
  pairs(pairs: readonly (readonly [string, Cell])[]): void {
    const shown = pairs.filter(([, value]) => value !== null && value !== undefined);
    const width = Math.max(...shown.map(([label]) => label.length));
    this.lines(shown.map((pair) => this.#pair(pair, width)));
  }

  #pair([label, value]: readonly [string, Cell], width: number): Text {
    if (!this.rich) return t`${label}${TAB}${value}`;
    return t`${this.paint.dim(label.padEnd(width))}  ${value}`;
  }
}

const TAB = new Text('\t');

function widthOf({ columns = 0 }: Io['stdout']): number {
  return columns > 0 ? columns : DEFAULT_COLUMNS;
}
