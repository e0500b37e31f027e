import type { RolloutDetail } from '@sluice/protocol';
import { t, type Text } from '../terminal/text.js';
import { guardLines } from './guard-lines.js';
import { percent } from './numbers.js';
import { readingsIn } from './readings.js';
import type { Style } from './style.js';
import { clock } from './times.js';

/** The readings that each decision of a check rested on, oldest first; empty where none did. */
export function evidenceLines(rollout: RolloutDetail, style: Style): Text[] {
  const latencies = { treatment: null, control: null };
  const blocks = rollout.transitions.flatMap((transition) => {
    const readings = readingsIn(transition.evidence);
    if (readings.length === 0) return [];
    const head = `${clock(transition.at, style.calendar)}  ${percent(transition.fromPercentage)} → ${percent(transition.percentage)}`;
    return [
      t`  ${style.paint.bold(head)}`,
      ...guardLines(rollout.guards, readings, { style, latencies }),
    ];
  });
  return blocks.length === 0 ? [] : [t``, style.paint.bold('Evidence'), ...blocks];
}
