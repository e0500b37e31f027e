import type { ToldGuard } from './facts-for-events.js';
import { memberOf, textOf } from './text-of.js';

const MOST = 5;

/** One guard at the check that decided, in a form that fits into a message. */
export interface ToldReading {
  readonly guard: string;
  readonly verdict: string;
  readonly text: string;
}

/** What the guards said at the check that decided, the one that decided first; empty where people did. */
export function toldReadings(
  evidence: unknown,
  decisive: string,
  guards: readonly ToldGuard[],
): ToldReading[] {
  const checks = memberOf(evidence, 'checks');
  if (!Array.isArray(checks)) return [];
  const readings = checks.map((check: unknown) => {
    const verdict = memberOf(check, 'verdict');
    const guard = textOf(verdict, 'guard');
    const settings = guards.find(({ id }) => id === guard);
    const text = readingText(memberOf(check, 'reading'), settings);
    return { guard, verdict: textOf(verdict, 'kind'), text };
  });
  const weight = ({ guard }: ToldReading): number => (guard === decisive ? 0 : 1);
  return readings.sort((a, b) => weight(a) - weight(b)).slice(0, MOST);
}

/** "4.2 % of 1200 requests, others 0.9 %; limit 1 %" and the like. */
function readingText(reading: unknown, guard: ToldGuard | undefined): string {
  const value = memberOf(reading, 'value');
  const share = memberOf(reading, 'treatmentShare');
  const metric = guard?.metric ?? '';
  const latency = /^latencyP(\d+)Ms$/.exec(metric)?.[1];
  const limit = guard === undefined ? '' : limitText(guard, latency);
  if (typeof value === 'number') return `${rounded(value)}${limit}`;
  if (typeof share !== 'number') return limit === '' ? 'no reading' : `no reading${limit}`;
  const what = latency === undefined ? 'failed' : `slower than ${guard?.threshold} ms`;
  const control = memberOf(reading, 'controlShare');
  const others = typeof control === 'number' ? `, outside the rollout ${percent(control)}` : '';
  return `${percent(share)} of ${textOf(reading, 'treatmentCount')} requests ${what}${others}${limit}`;
}

function limitText({ metric, comparison, threshold }: ToldGuard, latency?: string): string {
  if (latency !== undefined) return `; limit p${latency} ${threshold} ms`;
  const unit = metric === 'errorRatePercent' ? ' %' : '';
  return `; limit ${comparison === 'below' ? 'at least' : 'at most'} ${threshold}${unit}`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(4)));

const percent = (share: number): string => `${rounded(100 * share)} %`;
