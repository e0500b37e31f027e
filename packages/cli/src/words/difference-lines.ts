import type { FlagConfig } from '@sluice/protocol';
import type { Paint } from '../terminal/paint.js';
import { t, type Text } from '../terminal/text.js';
import type { Difference } from './json-diff.js';
import { ruleText } from './rule-text.js';
import { listText, valueText } from './value-text.js';

/** A line per difference: `~ path: before → after`, `+` for what is new, `-` for what is gone. */
export function differenceLines(differences: readonly Difference[], paint: Paint): Text[] {
  return differences.map(({ path, before, after }) => {
    if (before === undefined) return paint.green(t`+ ${path}: ${wholeText(after)}`);
    if (after === undefined) return paint.red(t`- ${path}: ${wholeText(before)}`);
    return t`${paint.yellow('~')} ${path}: ${listChange(before, after) ?? plainChange(before, after)}`;
  });
}

/** Something that came or went as a whole: a rule and a target in words, everything else as it is. */
function wholeText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return valueText(value);
  if ('serve' in value && 'conditions' in value)
    return ruleText(value as FlagConfig['rules'][number]);
  if ('ids' in value && 'variant' in value)
    return targetText(value as FlagConfig['targets'][number]);
  return valueText(value);
}

function targetText({ variant, ids }: FlagConfig['targets'][number]): string {
  return `${listText(ids)} get ${variant ?? 'no value'}`;
}

function plainChange(before: unknown, after: unknown): string {
  return `${valueText(before)} → ${valueText(after)}`;
}

/** Long lists of ids change by few: those are named. */
function listChange(before: unknown, after: unknown): string | null {
  if (!isPlainList(before) || !isPlainList(after)) return null;
  const old = new Set(before);
  const current = new Set(after);
  const added = after.filter((one) => !old.has(one));
  const removed = before.filter((one) => !current.has(one));
  if (added.length + removed.length === 0) return null;
  const parts = [
    added.length > 0 && `added ${valueText(added)}`,
    removed.length > 0 && `removed ${valueText(removed)}`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

function isPlainList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every((one) => typeof one !== 'object');
}
