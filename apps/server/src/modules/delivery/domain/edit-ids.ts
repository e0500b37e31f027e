import type { Ids, Segment, SegmentIdsChange } from '@sluice/evaluator';

/** The segment after an edit of one of its id lists: removed ids gone, added ones present once, its version that of the edit. */
export function editIds(segment: Segment, change: SegmentIdsChange): Segment {
  const { list, version } = change;
  return { ...segment, version, [list]: editList(segment[list], change) };
}

function editList(ids: Ids, { add, remove }: SegmentIdsChange): Ids {
  if ('hashes' in ids) {
    const hashes = editSet(ids.hashes, add as readonly number[], remove as readonly number[]);
    return { seeds: ids.seeds, hashes: hashes.sort((a, b) => a - b) };
  }
  return editSet(ids, add as readonly string[], remove as readonly string[]);
}

function editSet<T>(current: readonly T[], add: readonly T[], remove: readonly T[]): T[] {
  const set = new Set(current);
  for (const id of remove) set.delete(id);
  for (const id of add) set.add(id);
  return [...set];
}
