import type { Change, Evaluator } from '@sluice/evaluator';
import { isRecord } from '../wire/is-record.js';
import type { Reduction } from './reduction.js';
import type { View } from './view.js';

/**
 * Keys of the visible flags whose definition, or a segment they name, differs between two views, and
 * of those that depend on one that does; all of them where the shutdown or the epoch differs. `after`
 * must be what `evaluator` holds.
 */
export function changedKeys(
  before: View | null,
  after: View,
  by: Reduction['by'],
  evaluator: Evaluator,
): readonly string[] {
  if (before?.epoch !== after.epoch || before.shutdown !== after.shutdown)
    return visible([...keysIn(before), ...keysIn(after)], before, after);
  const { flags, segments } = isList(by) ? named(by) : differing(before, after);
  const users = [...segments].flatMap((key) => evaluator.flagsUsingSegment(key));
  const changed = [...flags, ...users];
  return visible([...changed, ...evaluator.affectedBy(changed)], before, after);
}

interface Named {
  readonly flags: Iterable<string>;
  readonly segments: Iterable<string>;
}

function isList(by: Reduction['by']): by is readonly Change[] {
  return Array.isArray(by);
}

function named(changes: readonly Change[]): Named {
  const flags = new Set<string>();
  const segments = new Set<string>();
  for (const change of changes) {
    if ('put' in change) flags.add(change.put.key);
    else if ('drop' in change) flags.add(change.drop);
    else if ('putSegment' in change) segments.add(change.putSegment.key);
    else if ('dropSegment' in change) segments.add(change.dropSegment);
    else if ('segmentIds' in change) segments.add(change.segmentIds.key);
  }
  return { flags, segments };
}

function differing(before: View, after: View): Named {
  return {
    flags: differingKeys(before.flags, after.flags),
    segments: differingKeys(before.segments, after.segments),
  };
}

function differingKeys(
  before: View['flags' | 'segments'],
  after: View['flags' | 'segments'],
): string[] {
  const keys = new Set([...before, ...after].map(([key]) => key));
  return [...keys].filter((key) => versionOf(before.get(key)) !== versionOf(after.get(key)));
}

function versionOf(entry: unknown): unknown {
  return isRecord(entry) ? entry.version : undefined;
}

function keysIn(view: View | null): string[] {
  return view === null ? [] : [...view.flags].map(([key]) => key);
}

function visible(keys: readonly string[], before: View | null, after: View): string[] {
  const shown = (view: View | null, key: string): boolean => {
    const flag: unknown = view?.flags.get(key);
    return isRecord(flag) && flag.hidden !== true;
  };
  return [...new Set(keys)].filter((key) => shown(before, key) || shown(after, key));
}
