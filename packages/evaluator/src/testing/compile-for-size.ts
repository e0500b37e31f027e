import { CompactEvaluator, FollowingEvaluator, WHOLE_VOCABULARY } from '../compact/index.js';
import { isRecord } from '../wire.js';
import type { LocalState } from '../evaluator.js';
import type { Snapshot } from '../snapshot.js';

/** What `compile` does, with the evaluator of pages. */
export function compileForSize(snapshot: unknown, local: LocalState = {}): FollowingEvaluator {
  const evaluator = FollowingEvaluator.from(
    new CompactEvaluator(framed(snapshot), WHOLE_VOCABULARY),
  );
  evaluator.setLocal(local);
  return evaluator;
}

/** Pages refuse a snapshot whose frame is wrong before an evaluator sees it; `compile` takes what it can of it. */
function framed(snapshot: unknown): Snapshot {
  const wire = isRecord(snapshot) ? snapshot : {};
  return {
    ...wire,
    revision: Number.isSafeInteger(wire.revision) ? wire.revision : 0,
    shutdown: wire.shutdown === true,
    flags: isRecord(wire.flags) ? wire.flags : {},
    segments: isRecord(wire.segments) ? wire.segments : {},
  } as Snapshot;
}
