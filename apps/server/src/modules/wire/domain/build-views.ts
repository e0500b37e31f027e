import type { Flag, Segment } from '@sluice/evaluator';
import { hashFlagLists, hashSegmentLists, type SeedsOf } from './hash-lists.js';
import { referencesOf } from './references.js';
import type { StoredFlag } from './stored-flag.js';
import type { StoredSegment } from './stored-segment.js';
import { wireFlag } from './wire-flag.js';
import { wireSegment } from './wire-segment.js';

/** One view, whole or in part, with every version still 0. */
export interface ViewForms {
  readonly flags: ReadonlyMap<string, Flag>;
  readonly segments: ReadonlyMap<string, Segment>;
}

/** The two views of an environment (streaming.md, "Views"). */
export interface BothViews {
  readonly server: ViewForms;
  readonly client: ViewForms;
}

/** Both views of a whole environment from all its live flags and segments. Linear in their size. */
export function buildViews(
  flags: readonly StoredFlag[],
  segments: readonly StoredSegment[],
  seedsOf: SeedsOf,
): BothViews {
  const server = {
    flags: new Map(flags.map((flag) => [flag.key, wireFlag(flag)])),
    segments: new Map(segments.map((segment) => [segment.key, wireSegment(segment)])),
  };
  const visible = flags.filter((flag) => flag.clientVisible).map((flag) => flag.key);
  return { server, client: clientView(server, visible, seedsOf) };
}

function clientView(server: ViewForms, visible: readonly string[], seedsOf: SeedsOf): ViewForms {
  const shown = new Set(visible);
  const flags = new Map<string, Flag>();
  const segments = new Map<string, Segment>();
  const queue = [...visible];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const flag = server.flags.get(key);
    if (flag === undefined || flags.has(key)) continue;
    flags.set(key, clientFlag(flag, !shown.has(key), seedsOf));
    const references = referencesOf(flag);
    queue.push(...references.flags);
    for (const name of references.segments) {
      const segment = server.segments.get(name);
      if (segment !== undefined && !segments.has(name))
        segments.set(name, hashSegmentLists(segment, seedsOf));
    }
  }
  return { flags, segments };
}

/** A flag of the server view as it stands in the client view. */
export function clientFlag(flag: Flag, hidden: boolean, seedsOf: SeedsOf): Flag {
  const { key, version, ...rest } = hashFlagLists(flag, seedsOf);
  return hidden ? { key, version, hidden, ...rest } : { key, version, ...rest };
}
