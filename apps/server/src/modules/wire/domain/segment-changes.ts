import type { Change, Ids, Segment, SegmentIdsChange } from '@sluice/evaluator';
import type { WireItem } from './wire-item.js';

const LISTS = ['included', 'excluded'] as const;

/**
 * The changes that turn a stored segment into `next`: edits of its id lists where only these differ and
 * that is less to send than the whole segment (streaming.md, "Wire").
 */
export function segmentChanges(next: Segment, stored: WireItem | undefined): Change[] {
  const whole: Change[] = [{ putSegment: next }];
  if (stored === undefined) return whole;
  const old = JSON.parse(stored.body) as Segment;
  if (frameOf(old) !== frameOf(next)) return whole;
  const edits: SegmentIdsChange[] = [];
  for (const list of LISTS) {
    const edit = editOf(old, next, list);
    if (edit === null) return whole;
    if (edit.add.length + edit.remove.length > 0) edits.push(edit);
  }
  const edited = edits.reduce((count, { add, remove }) => count + add.length + remove.length, 0);
  const total = sizeOf(next.included) + sizeOf(next.excluded);
  if (edits.length === 0 || edited >= total) return whole;
  return edits.map((segmentIds) => ({ segmentIds }));
}

/** Everything of a segment but its version and the members of its lists, as text. */
function frameOf({ included, excluded, version: _version, ...rest }: Segment): string {
  return JSON.stringify([rest, seedsOf(included), seedsOf(excluded)]);
}

function seedsOf(ids: Ids): readonly [number, number] | null {
  return 'hashes' in ids ? ids.seeds : null;
}

function membersOf(ids: Ids): readonly (string | number)[] {
  return 'hashes' in ids ? ids.hashes : ids;
}

function sizeOf(ids: Ids): number {
  return membersOf(ids).length;
}

/** The edit of one list, or null where removing and appending would not give `next` in its order. */
function editOf(
  old: Segment,
  next: Segment,
  list: 'included' | 'excluded',
): SegmentIdsChange | null {
  const before = membersOf(old[list]);
  const after = membersOf(next[list]);
  const [had, has] = [new Set(before), new Set(after)];
  const add = after.filter((id) => !had.has(id));
  const remove = before.filter((id) => !has.has(id));
  const ordered = 'hashes' in next[list];
  if (!ordered) {
    const result = [...before.filter((id) => has.has(id)), ...add];
    if (result.length !== after.length || result.some((id, i) => id !== after[i])) return null;
  }
  const { key, version } = next;
  return { key, version, list, add, remove } as SegmentIdsChange;
}
