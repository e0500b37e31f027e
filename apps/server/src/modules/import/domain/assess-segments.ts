import type { ImportItem } from '@sluice/protocol';
import type { ProjectContent, SegmentContent } from '../../export/index.js';
import type { Chance } from '../../flags/index.js';
import {
  checkSegment,
  checkSegmentKey,
  EMPTY_SEGMENT,
  mergeSegment,
  segmentStateOf,
} from '../../segments/index.js';
import type { ImportDocument } from './import-document.js';
import type { SegmentWrite } from './import-writes.js';
import { reasonsAt } from './reasons-at.js';
import { outcomeOf, reportItem } from './report-item.js';
import { sameJson } from './same-json.js';

/** All segments of an import, judged. */
export interface AssessedSegments {
  readonly items: readonly ImportItem[];
  readonly writes: readonly SegmentWrite[];
}

/** Judges every segment in the document; those of the project that it does not name stay as they are. */
export function assessSegments(
  document: ImportDocument,
  content: ProjectContent,
  chance: Chance,
): AssessedSegments {
  const present = new Map(content.segments.map((segment) => [placeOf(segment), segment] as const));
  const writes: SegmentWrite[] = [];
  const items = document.segments.map(({ environment, segment, path }) => {
    const { key, ...patch } = segment;
    const before = present.get(placeOf({ environment, key })) ?? null;
    const state = mergeSegment(before ?? EMPTY_SEGMENT, patch, () => chance.seed());
    const same = before !== null && sameJson(state, segmentStateOf(before));
    const outcome = outcomeOf(before, same);
    if (outcome !== 'skipped') {
      writes.push({ present: before, after: { environment, key, ...state } });
    }
    const reasons = reasonsAt(path, [...checkSegmentKey(key), ...checkSegment(state)]);
    return reportItem('segment', key, { environment, outcome, reasons });
  });
  return { items, writes };
}

function placeOf({ environment, key }: Pick<SegmentContent, 'environment' | 'key'>): string {
  return `${environment} ${key}`;
}
