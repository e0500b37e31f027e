export { SegmentsModule } from './segments.module.js';
export { SegmentWriter } from './segment-writer.js';
export { checkSegment, checkSegmentKey } from './domain/check-segment.js';
export {
  EMPTY_SEGMENT,
  mergeSegment,
  segmentStateOf,
  type SegmentPatch,
  type SegmentState,
} from './domain/segment-state.js';
export type { StoredSegment } from './segment.row.js';
