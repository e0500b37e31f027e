import { referencedFlags, referencedSegments, type Flag } from '@sluice/evaluator';

/** Keys that a flag needs beside itself. */
export interface References {
  /** Parents: prerequisites and flag conditions. */
  readonly flags: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

/** All flags and segments that a flag names, at any depth of its conditions; malformed conditions name none. */
export function referencesOf(flag: Pick<Flag, 'prerequisites' | 'rules'>): References {
  return { flags: new Set(referencedFlags(flag)), segments: new Set(referencedSegments(flag)) };
}

/** Whether both name exactly the same flags and segments. */
export function sameReferences(a: References, b: References): boolean {
  return sameKeys(a.flags, b.flags) && sameKeys(a.segments, b.segments);
}

function sameKeys(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}
