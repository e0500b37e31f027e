import type { ImportItem, ImportOutcome, ImportReason } from '@sluice/protocol';

/** What a report says of one thing. */
export interface ItemFacts {
  readonly environment?: string;
  /** What becomes of it unless there are reasons against it. */
  readonly outcome: Exclude<ImportOutcome, 'refused'>;
  readonly reasons?: readonly ImportReason[];
  readonly warnings?: readonly string[];
}

/** A line of the report: refused where there is a reason. */
export function reportItem(kind: ImportItem['kind'], key: string, facts: ItemFacts): ImportItem {
  const { environment = null, outcome, reasons = [], warnings = [] } = facts;
  return {
    kind,
    key,
    environment,
    outcome: reasons.length > 0 ? 'refused' : outcome,
    reasons: [...reasons],
    warnings: outcome === 'skipped' ? [] : [...warnings],
  };
}

/** `created` where there is nothing yet, else whether it changes. */
export function outcomeOf(
  present: object | null,
  same: boolean,
): Exclude<ImportOutcome, 'refused'> {
  if (present === null) return 'created';
  return same ? 'skipped' : 'changed';
}
