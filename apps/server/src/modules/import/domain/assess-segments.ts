import type { SegmentRule } from '@sluice/evaluator';
import type { ImportItem } from '@sluice/protocol';
import type { ProjectContent, SegmentContent } from '../../export/index.js';
import type { Chance } from '../../flags/index.js';
import { isKey } from '../../projects/index.js';
import {
  checkBy,
  checkConditions,
  checkIds,
  checkRollout,
  problemAt,
  seededRollout,
  shown,
  type Problem,
} from '../../targeting/index.js';
import type { ImportDocument, ImportedSegment } from './import-document.js';
import type { SegmentWrite } from './import-writes.js';
import { reasonsAt } from './reasons-at.js';
import { outcomeOf, reportItem } from './report-item.js';
import { sameJson } from './same-json.js';

/** All segments of an import, judged. */
export interface AssessedSegments {
  readonly items: readonly ImportItem[];
  readonly writes: readonly SegmentWrite[];
}

type SegmentState = SegmentWrite['after'];

/** Judges every segment in the document; those of the project that it does not name stay as they are. */
export function assessSegments(
  document: ImportDocument,
  content: ProjectContent,
  chance: Chance,
): AssessedSegments {
  const present = new Map(
    content.segments.map((segment) => [`${segment.environment} ${segment.key}`, segment]),
  );
  const writes: SegmentWrite[] = [];
  const items = document.segments.map((wanted) => {
    const { environment, segment } = wanted;
    const before = present.get(`${environment} ${segment.key}`) ?? null;
    const after = stateAfter(wanted, before, chance);
    const outcome = outcomeOf(before, before !== null && sameJson(after, stateOf(before)));
    if (outcome !== 'skipped') writes.push({ present: before, after });
    const reasons = reasonsAt(wanted.path, checkState(after));
    return reportItem('segment', segment.key, { environment, outcome, reasons });
  });
  return { items, writes };
}

function stateOf({ id: _id, version: _version, ...state }: SegmentContent): SegmentState {
  return state;
}

/** Rules of a segment have no ids: one keeps the seed of the rule that stood in its place. */
function stateAfter(
  { environment, segment }: ImportedSegment,
  before: SegmentContent | null,
  chance: Chance,
): SegmentState {
  const rules = segment.rules.map(({ conditions, rollout }, index): SegmentRule => {
    const stored = before?.rules[index]?.rollout;
    return {
      conditions,
      ...(rollout !== undefined && {
        rollout: seededRollout(rollout, stored, () => chance.seed()),
      }),
    };
  });
  return { environment, ...segment, rules };
}

function checkState({ key, by, included, excluded, rules }: SegmentState): Problem[] {
  return [
    ...checkKey(key),
    ...checkBy(by ?? undefined, 'segment'),
    ...checkIds(included, 'included'),
    ...checkIds(excluded, 'excluded'),
    ...rules.flatMap(({ conditions, rollout }, index) => {
      const where = `rules[${index}]`;
      const place = { where: `${where}.conditions`, references: false, depth: 1 };
      return [
        ...checkConditions(conditions, place).problems,
        ...(rollout === undefined ? [] : checkRollout(rollout, `${where}.rollout`)),
      ];
    }),
  ];
}

function checkKey(key: string): Problem[] {
  if (isKey(key)) return [];
  const message = `${shown(key)} is no key: 1–64 lower-case letters, digits, hyphens or underscores, the first a letter or digit.`;
  return [problemAt('key', 'INVALID_KEY', message)];
}
