import { t } from '../terminal/text.js';
import type { CommandContext } from './command-context.js';

/** Most characters of a reason or comment that the server takes. */
const MOST = 1_000;

/**
 * `words` as the server takes them: of too many the beginning, which is said on stderr. For emergencies:
 * no log that somebody gave as the reason may stand in the way of one.
 */
export function cutWords<T extends string | undefined>(
  { out }: Pick<CommandContext, 'out'>,
  option: string,
  words: T,
): T | string {
  const trimmed = words?.trim();
  if (trimmed === undefined || trimmed.length <= MOST) return words;
  out.warn(t`${option} is cut to ${String(MOST)} characters: it had ${String(trimmed.length)}`);
  return `${trimmed.slice(0, MOST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
