import { usageError } from '../../command/cli-error.js';

const MOST = 1_000_000;

/** Requests per second, or null for `usual`: what the server says. Anything else is exit code 2. */
export function parseRateLimit(name: string, text: string): number | null {
  if (text === 'usual') return null;
  if (/^[1-9]\d{0,6}$/.test(text) && Number(text) <= MOST) return Number(text);
  throw usageError(
    `${name} ${text}: that is no number of requests per second.`,
    'Give a whole number from 1 to 1000000, or usual.',
  );
}
