import { usageError } from './cli-error.js';

/** Body of a rotation with the hours of `--overlap`; empty where none were given. Exit code 2 for what is no number. */
export function parseOverlap(text: string | undefined): { overlapHours?: number } {
  if (text === undefined) return {};
  const hours = Number(text);
  if (text.trim() === '' || !Number.isFinite(hours) || hours < 0)
    throw usageError(`--overlap ${text} is no number of hours.`);
  return { overlapHours: hours };
}
