import type { CommandContext } from '../command/command-context.js';
import { setting } from '../config/setting.js';
import { ASCII, UNICODE } from './bar.js';
import type { Style } from './style.js';

const PLAIN_COLUMNS = 80;

/** How this terminal is drawn on; `now` is the server's clock in ms since the Unix epoch. */
export function styleOf(
  { out, io, repeated }: Pick<CommandContext, 'out' | 'io' | 'repeated'>,
  now: number,
): Style {
  const charset =
    setting(io.env, 'LC_ALL') ?? setting(io.env, 'LC_CTYPE') ?? setting(io.env, 'LANG');
  // Without any of them it is unknown, and terminals of today show Unicode.
  const unicode = charset === undefined || /utf-?8/i.test(charset);
  return {
    paint: out.paint,
    glyphs: unicode ? UNICODE : ASCII,
    columns: out.columns ?? PLAIN_COLUMNS,
    calendar: { now },
    repeated,
  };
}
