import type { Ids, SegmentIdsChange } from '@sluice/evaluator';

/** The list after a `segmentIds` change: without `remove`, with those of `add` it did not hold; null where the change does not fit the kind of list. */
export function editIds(ids: Ids, change: SegmentIdsChange): Ids | null {
  if (Array.isArray(ids)) return editList(ids as readonly unknown[], change) as string[];
  const hashed = ids as { hashes?: unknown } | null;
  if (!Array.isArray(hashed?.hashes)) return null;
  return {
    ...(ids as Exclude<Ids, readonly string[]>),
    hashes: editList(hashed.hashes, change) as number[],
  };
}

function editList(list: readonly unknown[], change: SegmentIdsChange): unknown[] {
  const removed = new Set<unknown>(change.remove);
  const kept = new Set<unknown>(list.filter((id) => !removed.has(id)));
  for (const id of change.add) kept.add(id);
  return [...kept];
}
