import { isArray, isRecord } from '../wire.js';
import type { Verdict } from './verdict.js';

/** What a flag asks of a parent (evaluation.md §3.5). */
export interface CompactRequirement {
  readonly flag: string;
  /** One that is missing or malformed meets none. */
  isMetBy(this: void, parent: Verdict): boolean;
}

const STOPPED = ['DISABLED', 'SHUTDOWN', 'PREREQUISITE_FAILED', 'ERROR'];

/** The compiled form of a prerequisite or flag condition; null for anything malformed. */
export function compactRequirement(wire: unknown): CompactRequirement | null {
  if (!isRecord(wire) || typeof wire.flag !== 'string') return null;
  const { flag, state, variants } = wire;
  if (variants !== undefined) {
    if (state !== undefined || !isArray(variants)) return null;
    return {
      flag,
      isMetBy: ({ variant, reason }) =>
        variant !== null && !STOPPED.includes(reason) && variants.includes(variant),
    };
  }
  if (state !== undefined && state !== 'on' && state !== 'off') return null;
  return { flag, isMetBy: ({ enabled, unusable }) => !unusable && enabled === (state !== 'off') };
}
