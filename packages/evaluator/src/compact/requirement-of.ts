import { demand, listIn, recordIn, textIn } from './demand.js';
import type { Verdict } from './verdict.js';

/** What a flag asks of a parent (evaluation.md §3.5). */
export interface CompactRequirement {
  readonly flag: string;
  /** One that is missing or malformed meets none. */
  isMetBy(this: void, parent: Verdict): boolean;
}

const STOPPED = ['DISABLED', 'SHUTDOWN', 'PREREQUISITE_FAILED', 'ERROR'];

/** The compiled form of a prerequisite or flag condition; throws for anything malformed. */
export function requirementOf(wire: unknown): CompactRequirement {
  const { flag, state, variants } = recordIn(wire);
  const key = textIn(flag);
  if (variants === undefined) {
    demand(state === undefined || state === 'on' || state === 'off');
    return {
      flag: key,
      isMetBy: ({ enabled, unusable }) => !unusable && enabled === (state !== 'off'),
    };
  }
  const enough = listIn(variants);
  demand(state === undefined);
  return {
    flag: key,
    isMetBy: ({ variant, reason }) =>
      variant !== null && !STOPPED.includes(reason) && enough.includes(variant),
  };
}
