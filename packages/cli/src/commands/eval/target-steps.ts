import { counted, jsonText } from '../../words/value-text.js';
import type { Step, Story } from './trace-lines.js';

/** The target list that decided, or in one line by which attributes no list names the user; none where the flag has no targets. */
export function targetSteps({ trace, detail }: Story): Step[] {
  const { targets, targetsOmitted } = trace;
  if (targets.length === 0) return [];
  const hit = targets.find(({ outcome }) => outcome === 'decided');
  if (hit !== undefined) {
    const text = `target list ${hit.index + 1} of ${targets.length + targetsOmitted} names ${valueOf(hit)}: gets ${detail.variant ?? 'no value'}`;
    return [{ outcome: 'decided', text, marks: [] }];
  }
  const ids = targets.reduce((sum, { idsCount }) => sum + idsCount, 0);
  const asked = [...new Set(targets.map(valueOf))].join(', ');
  const lists = counted(targets.length + targetsOmitted, 'list');
  const total = targetsOmitted === 0 ? ` with ${counted(ids, 'id')}` : '';
  return [
    { outcome: 'passed', text: `no target names the user: ${asked} (${lists}${total})`, marks: [] },
  ];
}

function valueOf({
  by,
  value,
}: {
  readonly by: string;
  readonly value?: string | undefined;
}): string {
  return value === undefined ? `no ${by}` : `${by} ${jsonText(value)}`;
}
