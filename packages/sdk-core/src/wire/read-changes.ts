import type { Change } from '@sluice/evaluator';
import { isRecord } from './is-record.js';
import { isRevision } from './is-revision.js';

const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  put: isVersioned,
  drop: isKey,
  putSegment: isVersioned,
  dropSegment: isKey,
  segmentIds: isSegmentIds,
  shutdown: (value) => typeof value === 'boolean',
};

/** The changes in an untrusted value, or null unless every one has exactly one known form. */
export function readChanges(value: unknown): readonly Change[] | null {
  return Array.isArray(value) && value.every(isChange) ? (value as Change[]) : null;
}

function isChange(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const forms = Object.keys(value);
  const form = forms[0];
  if (form === undefined || forms.length !== 1 || !Object.keys(FORMS).includes(form)) return false;
  return FORMS[form]?.(value[form]) === true;
}

function isKey(value: unknown): boolean {
  return typeof value === 'string';
}

function isVersioned(value: unknown): boolean {
  return isRecord(value) && isKey(value.key) && isRevision(value.version);
}

function isSegmentIds(value: unknown): boolean {
  return (
    isVersioned(value) &&
    isRecord(value) &&
    (value.list === 'included' || value.list === 'excluded') &&
    isIdList(value.add) &&
    isIdList(value.remove)
  );
}

function isIdList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((id) => typeof id === 'string' || Number.isSafeInteger(id))
  );
}
