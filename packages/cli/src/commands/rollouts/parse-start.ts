import { usageError } from '../../command/cli-error.js';
import { parseSeconds } from './parse-seconds.js';

/** An instant for `--start-at`: RFC 3339, a local date and time, or `+2h` from `now` (ms since the Unix epoch). */
export function parseStart(text: string, now: number): string {
  const ms = text.startsWith('+')
    ? now + 1_000 * parseSeconds('--start-at', text.slice(1))
    : Date.parse(text.trim().replace(/^(\d{4}-\d\d-\d\d) (\d)/, '$1T$2'));
  if (!Number.isFinite(ms))
    throw usageError(
      `--start-at ${text} is no point in time.`,
      'Give 2026-11-22T09:00:00+01:00, "2026-11-22 09:00" (local time), or +2h.',
    );
  return new Date(ms).toISOString();
}
