import type { Overlay, WatchedRule } from '@sluice/protocol';
import { isRecord } from './is-record.js';

/** The overlay in an untrusted value, without what it holds of the wrong type, or null where its frame is wrong. */
export function readOverlay(value: unknown): Overlay | null {
  if (!isRecord(value)) return null;
  const { id, shutdown, overrides, watch = [] } = value;
  if (typeof id !== 'string' || typeof shutdown !== 'boolean') return null;
  if (!isRecord(overrides) || !Array.isArray(watch)) return null;
  const variants = Object.entries(overrides).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    id,
    shutdown,
    overrides: Object.fromEntries(variants),
    watch: watch.filter(isWatchedRule),
  };
}

function isWatchedRule(value: unknown): value is WatchedRule {
  return (
    isRecord(value) &&
    typeof value.flag === 'string' &&
    typeof value.ruleId === 'string' &&
    typeof value.rolloutId === 'string' &&
    Number.isSafeInteger(value.step)
  );
}
