import { usageError } from '../../command/cli-error.js';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  s: 1,
  m: 60,
  min: 60,
  h: 3_600,
  d: 86_400,
};
const STRETCH = /^(\d+(?:\.\d+)?)\s*(s|m|min|h|d)?$/;

/** Seconds in `300`, `90s`, `5m`, `24h` or `1.5d`; anything else is a usage error that names the option. */
export function parseSeconds(option: string, text: string): number {
  const [, amount, unit = ''] = STRETCH.exec(text.trim()) ?? [];
  if (amount === undefined)
    throw usageError(
      `${option} ${text} is no stretch of time.`,
      'Give seconds (300), or with a unit: 90s, 5m, 24h, 1.5d.',
    );
  return Number(amount) * (UNITS[unit] ?? 1);
}
