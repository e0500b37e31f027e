const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A stretch of time in its two largest units: `4 min 12 s`, `6 d 23 h`; below ten seconds with one decimal unless it is whole. */
export function duration(seconds: number): string {
  if (seconds < 0) return duration(0);
  const tenths = Math.round(seconds * 10) / 10;
  if (tenths < 10) return `${tenths} s`;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (parts.length > 0 || count > 0) parts.push(count > 0 ? `${count} ${unit}` : '');
    rest -= count * size;
  }
  return parts.slice(0, 2).filter(Boolean).join(' ');
}

/** How instants are written for people. */
export interface Calendar {
  /** Now, by the server's clock, in ms since the Unix epoch. */
  readonly now: number;
  /** IANA name; absent: the machine's. */
  readonly timeZone?: string;
}

/** Wall-clock time of an instant, with the day where it is not today. */
export function clock(instant: string, { now, timeZone }: Calendar): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('en-GB', { ...zone, day: '2-digit', month: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { ...zone, timeStyle: 'medium' });
  const at = new Date(instant);
  const text = time.format(at);
  return day.format(at) === day.format(now) ? text : `${day.format(at)} ${text}`;
}
