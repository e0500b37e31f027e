import type { Change } from '@sluice/evaluator';

/** The changes in a change-log column, or `null` for text that is not an array of changes. */
export function parseChanges(text: string): Change[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  return Array.isArray(parsed) && parsed.every(isChange) ? parsed : null;
}

function isChange(value: unknown): value is Change {
  if (!isRecord(value)) return false;
  if ('put' in value) return isItem(value.put);
  if ('putSegment' in value) return isItem(value.putSegment);
  if ('drop' in value) return typeof value.drop === 'string';
  if ('dropSegment' in value) return typeof value.dropSegment === 'string';
  if ('segmentIds' in value) return isIdsChange(value.segmentIds);
  return typeof value.shutdown === 'boolean';
}

function isItem(value: unknown): boolean {
  return isRecord(value) && typeof value.key === 'string' && Number.isSafeInteger(value.version);
}

function isIdsChange(value: unknown): boolean {
  if (!isItem(value) || !isRecord(value)) return false;
  const { list, add, remove } = value;
  return (
    (list === 'included' || list === 'excluded') && Array.isArray(add) && Array.isArray(remove)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
