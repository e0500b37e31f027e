import type { Counts } from '../statistics/counts.js';
import type { Cell } from '../statistics/evidence.js';
import type { Guard } from './guard.js';

/** What SDKs count of one arm: requests, failed ones, those with a known latency, slow ones by threshold in ms. */
export interface ArmTelemetry {
  readonly count: number;
  readonly errors: number;
  readonly timed: number;
  readonly slow: Readonly<Record<string, number>>;
}

/** Both arms of one instance, as they arrived together. */
export interface TelemetryCell {
  readonly instance: string;
  /** When it arrived, ms since the Unix epoch. */
  readonly at: number;
  /** One of the first two flushes after a step: partly about the time before it. */
  readonly warmUp: boolean;
  readonly treatment: ArmTelemetry;
  readonly control: ArmTelemetry;
}

export const NO_TELEMETRY: ArmTelemetry = { count: 0, errors: 0, timed: 0, slow: {} };

/** Both together. */
export function addTelemetry(a: ArmTelemetry, b: ArmTelemetry): ArmTelemetry {
  const slow: Record<string, number> = { ...a.slow };
  for (const [threshold, count] of Object.entries(b.slow))
    slow[threshold] = (slow[threshold] ?? 0) + count;
  return {
    count: a.count + b.count,
    errors: a.errors + b.errors,
    timed: a.timed + b.timed,
    slow,
  };
}

function countsOf({ count, errors, timed, slow }: ArmTelemetry, guard: Guard): Counts {
  if (guard.metric === 'errorRatePercent') return { count, bad: Math.min(errors, count) };
  return { count: timed, bad: Math.min(slow[String(guard.threshold)] ?? 0, timed) };
}

/** The cell as one guard sees it: all requests, and those that are bad by its measure. */
export function cellFor(guard: Guard, cell: TelemetryCell): Cell {
  return {
    instance: cell.instance,
    treatment: countsOf(cell.treatment, guard),
    control: countsOf(cell.control, guard),
  };
}
