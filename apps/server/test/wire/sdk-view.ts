import type { Change, Flag, Ids, Segment, Snapshot } from '@sluice/evaluator';
import type { StoredView, WireItem } from '../../src/modules/wire/domain/wire-item.js';

/** A snapshot of a view from its items, as a replica concatenates it. */
export function snapshotOf(view: StoredView): Pick<Snapshot, 'flags' | 'segments' | 'shutdown'> {
  const parsed = <T>(items: ReadonlyMap<string, WireItem>): Record<string, T> =>
    Object.fromEntries([...items].map(([key, { body }]) => [key, JSON.parse(body) as T]));
  return {
    shutdown: false,
    flags: parsed<Flag>(view.flags),
    segments: parsed<Segment>(view.segments),
  };
}

function members(list: Ids): (string | number)[] {
  return 'hashes' in list ? [...list.hashes] : [...list];
}

/** What an SDK makes of the changes of a delta. */
export function apply(view: ReturnType<typeof snapshotOf>, changes: readonly Change[]) {
  const flags: Record<string, Flag> = { ...view.flags };
  const segments: Record<string, Segment> = { ...view.segments };
  for (const change of changes) {
    if ('put' in change) flags[change.put.key] = change.put;
    else if ('drop' in change) delete flags[change.drop];
    else if ('putSegment' in change) segments[change.putSegment.key] = change.putSegment;
    else if ('dropSegment' in change) delete segments[change.dropSegment];
    else if ('segmentIds' in change) {
      const { key, version, list, add, remove } = change.segmentIds;
      const old = segments[key]!;
      const gone = new Set<string | number>(remove);
      const kept = [...members(old[list]).filter((id) => !gone.has(id)), ...add];
      const next =
        'hashes' in old[list]
          ? { seeds: old[list].seeds, hashes: (kept as number[]).sort((a, b) => a - b) }
          : (kept as string[]);
      segments[key] = { ...old, version, [list]: next };
    }
  }
  return { flags, segments, shutdown: false };
}

/** A view without versions: what it says, not since when. */
export function unversioned(view: {
  flags: Record<string, Flag>;
  segments: Record<string, Segment>;
}) {
  const strip = (items: Record<string, Flag | Segment>) =>
    Object.entries(items)
      .map(([key, { version: _version, ...rest }]): [string, unknown] => [key, rest])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return [strip(view.flags), strip(view.segments)];
}
