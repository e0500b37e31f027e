import type { Segment } from '@sluice/evaluator';
import { clientFlag } from './build-views.js';
import { emptyComparison, type Comparison, type ComparisonDraft } from './comparison.js';
import { hashSegmentLists, type SeedsOf } from './hash-lists.js';
import { isHidden, needsFullPlan, type TouchedFlag } from './needs-full-plan.js';
import type { WireItem } from './wire-item.js';

/** A segment that a write touched: its wire form now (null: deleted), and what is stored of it in both views. */
export interface TouchedSegment {
  readonly key: string;
  readonly next: Segment | null;
  readonly server: WireItem | undefined;
  readonly client: WireItem | undefined;
}

/** The comparison of what was touched; null where the closure of the client view may have changed and all must be compared. */
export function compareTouched(
  flags: readonly TouchedFlag[],
  segments: readonly TouchedSegment[],
  seedsOf: SeedsOf,
): Comparison | null {
  if (needsFullPlan(flags)) return null;
  if (segments.some(({ next, client }) => next === null && client !== undefined)) return null;
  const draft = emptyComparison();
  for (const flag of flags) addFlag(draft, flag, seedsOf);
  for (const segment of segments) addSegment(draft, segment, seedsOf);
  return draft;
}

function addFlag({ stored, next }: ComparisonDraft, flag: TouchedFlag, seedsOf: SeedsOf): void {
  const { key, server, client } = flag;
  if (server !== undefined) stored.server.flags.set(key, server);
  if (client !== undefined) stored.client.flags.set(key, client);
  if (flag.next === null) return;
  next.server.flags.set(key, flag.next);
  if (client !== undefined)
    next.client.flags.set(key, clientFlag(flag.next, isHidden(client), seedsOf));
}

function addSegment(
  { stored, next }: ComparisonDraft,
  segment: TouchedSegment,
  seedsOf: SeedsOf,
): void {
  const { key, server, client } = segment;
  if (server !== undefined) stored.server.segments.set(key, server);
  if (client !== undefined) stored.client.segments.set(key, client);
  if (segment.next === null) return;
  next.server.segments.set(key, segment.next);
  if (client !== undefined) next.client.segments.set(key, hashSegmentLists(segment.next, seedsOf));
}
