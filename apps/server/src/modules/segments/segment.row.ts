import type { SegmentRule } from '@sluice/evaluator';
import type { Segment, SegmentSummary } from '@sluice/protocol';

/** A segment as stored. */
export interface StoredSegment {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly by: string | null;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly rules: readonly SegmentRule[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The columns of a {@link StoredSegment}, of the table under the alias `s`. */
export const SEGMENT_COLUMNS = `s.id, s.key, s.name, s.description, s.by_attribute AS by, s.included,
  s.excluded, s.rules, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

/** A segment as listed: its lists by length. */
export type SummaryRow = Omit<StoredSegment, 'included' | 'excluded'> & {
  readonly includedCount: number;
  readonly excludedCount: number;
};

/** The columns of a {@link SummaryRow}. */
export const SUMMARY_COLUMNS = `s.id, s.key, s.name, s.description, s.by_attribute AS by, s.rules,
  jsonb_array_length(s.included) AS "includedCount", jsonb_array_length(s.excluded) AS "excludedCount",
  s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

/** A segment as answered in lists and by writes. */
export function summaryOf(row: SummaryRow): SegmentSummary {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    by: row.by,
    rules: [...row.rules],
    includedCount: row.includedCount,
    excludedCount: row.excludedCount,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A stored segment as writes answer it. */
export function summaryOfStored(segment: StoredSegment): SegmentSummary {
  const { included, excluded } = segment;
  const counts = { includedCount: included.length, excludedCount: excluded.length };
  return summaryOf({ ...segment, ...counts });
}

/** A segment as answered when read. */
export function segmentView(segment: StoredSegment, usedBy: readonly string[]): Segment {
  return {
    ...summaryOfStored(segment),
    included: [...segment.included],
    excluded: [...segment.excluded],
    usedBy: [...usedBy],
  };
}
