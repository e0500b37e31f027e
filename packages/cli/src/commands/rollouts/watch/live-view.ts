import stringWidth from 'string-width';
import { clock, duration } from '../../../ramp/times.js';
import { frame, frameWithin } from '../../../ramp/frame.js';
import { fit, type Style } from '../../../ramp/style.js';
import { wrap } from '../../../ramp/wrap.js';
import { t, type Text } from '../../../terminal/text.js';
import { isActive } from '../find-rollout.js';
import { serverNow, type WatchState, type WatchView } from './watch-state.js';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_LINE_END = '\u001b[K';
const ERASE_BELOW = '\u001b[J';
const CLEAR = '\u001b[2J\u001b[H';

/** The terminal that is drawn on; sizes may change while it is. */
export interface Canvas {
  write(text: string): void;
  readonly columns: number;
  readonly rows: number;
}

/** Draws the ramp in place, over what it drew before; the last picture stays. */
export class LiveView implements WatchView {
  #drawn: readonly string[] = [];
  #columns = 0;

  constructor(
    private readonly canvas: Canvas,
    private readonly styleAt: (now: number, columns: number) => Style,
  ) {}

  show(state: WatchState): void {
    const { columns, rows } = this.canvas;
    const style = this.styleAt(serverNow(state), columns);
    const below = footer(state, style);
    // The line below the last one is where the cursor stands.
    const lines = [...pictureOf(state, style, rows - below.length - 1), ...below];
    this.#draw(lines.map((line) => fit(line, columns).ansi));
  }

  close(): void {
    if (this.#drawn.length > 0) this.canvas.write(SHOW_CURSOR);
  }

  #draw(lines: readonly string[]): void {
    const { columns } = this.canvas;
    const same = columns === this.#columns && lines.join('\n') === this.#drawn.join('\n');
    if (same) return;
    this.canvas.write(
      this.#home() + lines.map((line) => line + ERASE_LINE_END).join('\n') + `\n${ERASE_BELOW}`,
    );
    this.#drawn = lines;
    this.#columns = columns;
  }

  /** To where the picture begins. A narrower terminal has wrapped it: then all is cleared. */
  #home(): string {
    if (this.#drawn.length === 0) return HIDE_CURSOR;
    const { columns } = this.canvas;
    const wrapped =
      columns < this.#columns && this.#drawn.some((line) => stringWidth(line) > columns);
    return wrapped ? CLEAR : `\u001b[${this.#drawn.length}A\r`;
  }
}

function pictureOf({ rollout }: WatchState, style: Style, rows: number): Text[] {
  if (rollout === null) return [t`  Reading the rollout …`];
  // The last picture may scroll: nothing is drawn over it.
  if (!isActive(rollout)) return frame(rollout, style);
  return frameWithin(rollout, style, Math.max(3, rows));
}

function footer(state: WatchState, { paint, calendar, columns }: Style): Text[] {
  const { rollout, lost, receivedAt, now } = state;
  if (rollout !== null && !isActive(rollout)) return [];
  if (lost === null) return [t``, paint.dim('Ctrl-C stops watching; the rollout goes on.')];
  const ageMs = now - receivedAt;
  const at = clock(new Date(calendar.now - ageMs).toISOString(), calendar);
  const since =
    rollout === null ? '' : ` Last answer ${duration(Math.round(ageMs / 1_000))} ago (${at}).`;
  return [t``, ...wrap(`! ${lost} Trying again.${since}`, columns).map((row) => paint.yellow(row))];
}
