import type { TraceGate } from '@sluice/protocol';
import { percentText } from '../../words/serve-text.js';
import { jsonText } from '../../words/value-text.js';
import type { Mark } from './trace-lines.js';

const PER_PERCENT = 1_000;

/** The gate of a rule: the share that is let in, and on which percentage of it the user falls. */
export function gateMark(gate: TraceGate): Mark {
  const { percentage, bucket, by, value } = gate;
  const share = shareText(gate);
  const side = gate.in ? 'inside' : 'outside';
  if (percentage === 0 || percentage === 100)
    return { depth: 0, holds: gate.in, text: `${share}: ${gate.in ? 'everyone' : 'nobody'}` };
  const place =
    bucket === undefined || value === undefined
      ? `the user has no ${by} to be counted by`
      : `${by} ${jsonText(value)} falls on ${percentText(bucket / PER_PERCENT)}`;
  return { depth: 0, holds: gate.in, text: `${side} ${share}: ${place}` };
}

function shareText({ percentage, range, scheduled }: TraceGate): string {
  if (percentage !== undefined)
    return `${percentText(percentage)}${scheduled ? ' (of the schedule at that instant)' : ''}`;
  return (range ?? []).map((bucket) => percentText(bucket / PER_PERCENT)).join(' – ');
}
