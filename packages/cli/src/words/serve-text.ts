type Unknown = Readonly<Record<string, unknown>>;

/** What is served, in words: `on`, `red 50 % / blue 50 %`. */
export function serveText(serve: unknown): string {
  const { variant, split } = (serve ?? {}) as { variant?: string | null; split?: readonly Share[] };
  if (split === undefined) return variant ?? 'no value';
  const total = split.reduce((sum, { weight }) => sum + weight, 0);
  return split
    .map((share) => `${share.variant ?? 'no value'} ${percentText((share.weight / total) * 100)}`)
    .join(' / ');
}

interface Share {
  readonly variant: string | null;
  readonly weight: number;
}

/** `12.5 %`; at most three decimals. */
export function percentText(percentage: number): string {
  return `${Math.round(percentage * 1000) / 1000} %`;
}

/** A rule's gate in words: `25 %`, `linear 0 % → 100 % until 2025-10-25T00:00:00Z`; everyone where there is none. */
export function rolloutText(rollout: unknown): string {
  if (rollout === undefined || rollout === null) return 'everyone';
  const { percentage, schedule, range, by } = rollout as Unknown;
  const attribute = typeof by === 'string' ? ` by ${by}` : '';
  if (typeof percentage === 'number') return percentText(percentage) + attribute;
  if (Array.isArray(range)) return `buckets ${range.join(' – ')}${attribute}`;
  return scheduleText(schedule as Schedule | undefined) + attribute;
}

interface Schedule {
  readonly curve: string;
  readonly steps: readonly { readonly at: string; readonly percentage: number }[];
}

function scheduleText(schedule: Schedule | undefined): string {
  const first = schedule?.steps[0];
  const last = schedule?.steps.at(-1);
  if (schedule === undefined || first === undefined || last === undefined)
    return 'a schedule without steps';
  return `${schedule.curve} ${percentText(first.percentage)} → ${percentText(last.percentage)}, ${first.at} to ${last.at}`;
}
