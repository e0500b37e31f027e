import type { EnvironmentView } from './environment-view.js';
import type { WireItem } from './wire-item.js';

/** JSON texts of the changes that lead from one view to another of the same epoch, compared by version; the shutdown is the caller's. */
export function diffViews(from: EnvironmentView, to: EnvironmentView): string[] {
  return [
    ...diffItems(from.segments, to.segments, ['putSegment', 'dropSegment']),
    ...diffItems(from.flags, to.flags, ['put', 'drop']),
  ];
}

function diffItems(
  from: ReadonlyMap<string, WireItem>,
  to: ReadonlyMap<string, WireItem>,
  [put, drop]: readonly [string, string],
): string[] {
  const changes: string[] = [];
  for (const key of from.keys()) {
    if (!to.has(key)) changes.push(`{"${drop}":${JSON.stringify(key)}}`);
  }
  for (const [key, item] of to) {
    if (from.get(key)?.version !== item.version) changes.push(`{"${put}":${item.body}}`);
  }
  return changes;
}
