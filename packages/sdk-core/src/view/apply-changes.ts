import type { Change, Flag, Segment, SegmentIdsChange } from '@sluice/evaluator';
import { editIds } from './edit-ids.js';
import { termOf, type View } from './view.js';

/** The view at `revision`, after all the changes at once, with its digest kept incrementally. */
export function applyChanges(view: View, changes: readonly Change[], revision: number): View {
  return { ...changes.reduce(applyOne, view), revision };
}

function applyOne(view: View, change: Change): View {
  if ('put' in change) return setFlag(view, change.put.key, change.put);
  if ('drop' in change) return setFlag(view, change.drop, undefined);
  if ('putSegment' in change) return setSegment(view, change.putSegment.key, change.putSegment);
  if ('dropSegment' in change) return setSegment(view, change.dropSegment, undefined);
  if ('segmentIds' in change) return editSegment(view, change.segmentIds);
  if (change.shutdown === view.shutdown) return view;
  return {
    ...view,
    shutdown: change.shutdown,
    digest: (view.digest + (change.shutdown ? 1 : -1)) >>> 0,
  };
}

function setFlag(view: View, key: string, flag: Flag | undefined): View {
  const digest = view.digest - termOf('f', key, view.flags.get(key)) + termOf('f', key, flag);
  return { ...view, digest: digest >>> 0, flags: view.flags.with(key, flag) };
}

function setSegment(view: View, key: string, segment: Segment | undefined): View {
  const digest = view.digest - termOf('s', key, view.segments.get(key)) + termOf('s', key, segment);
  return { ...view, digest: digest >>> 0, segments: view.segments.with(key, segment) };
}

/** A change to a segment that is not there, or does not fit it, leaves it: the digest then tells. */
function editSegment(view: View, change: SegmentIdsChange): View {
  const segment = view.segments.get(change.key);
  const ids = segment == null ? null : editIds(segment[change.list], change);
  if (segment == null || ids === null) return view;
  return setSegment(view, change.key, { ...segment, version: change.version, [change.list]: ids });
}
