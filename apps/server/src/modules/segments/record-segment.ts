import type { Json } from '@sluice/evaluator';
import type { WriteUnit } from '../commands/index.js';
import type { StoredSegment } from './segment.row.js';

// Longer differences are told by their number: an audit entry is read by people.
const MAX_IDS_SHOWN = 1_000;

/** Tells the unit what became of a segment; of lists, the audit log keeps what was added and removed. */
export function recordSegment(
  unit: WriteUnit,
  { action, environmentId }: { readonly action: string; readonly environmentId: string },
  before: StoredSegment | null,
  after: StoredSegment | null,
): void {
  const segment = after ?? before;
  if (segment === null) return;
  unit.segmentChanged(segment.key, environmentId);
  unit.audit({
    action,
    resource: `segment:${segment.id}`,
    before: frameOf(before),
    after: frameOf(after),
    environmentId,
    details: {
      segment: segment.key,
      included: difference(before?.included ?? [], after?.included ?? []),
      excluded: difference(before?.excluded ?? [], after?.excluded ?? []),
    },
  });
}

function frameOf(segment: StoredSegment | null): Json {
  if (segment === null) return null;
  const { name, description, by, rules, version } = segment;
  return { name, description, by, rules: rules as unknown as Json, version };
}

function difference(before: readonly string[], after: readonly string[]): Json {
  const [had, has] = [new Set(before), new Set(after)];
  const added = after.filter((id) => !had.has(id));
  const removed = before.filter((id) => !has.has(id));
  return {
    addedCount: added.length,
    removedCount: removed.length,
    added: added.slice(0, MAX_IDS_SHOWN),
    removed: removed.slice(0, MAX_IDS_SHOWN),
  };
}
