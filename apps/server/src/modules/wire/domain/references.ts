import type { Condition, Flag } from '@sluice/evaluator';

/** Keys that a flag needs beside itself. */
export interface References {
  /** Parents: prerequisites and flag conditions. */
  readonly flags: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

/** All flags and segments that a flag names, at any depth of its conditions. */
export function referencesOf(flag: Pick<Flag, 'prerequisites' | 'rules'>): References {
  const flags = new Set(flag.prerequisites.map((parent) => parent.flag));
  const segments = new Set<string>();
  const visit = (condition: Condition): void => {
    if ('segment' in condition) segments.add(condition.segment);
    else if ('flag' in condition) flags.add(condition.flag);
    else if ('all' in condition) condition.all.forEach(visit);
    else if ('any' in condition) condition.any.forEach(visit);
    else if ('not' in condition) visit(condition.not);
  };
  for (const rule of flag.rules) rule.conditions.forEach(visit);
  return { flags, segments };
}

/** Whether both name exactly the same flags and segments. */
export function sameReferences(a: References, b: References): boolean {
  return sameKeys(a.flags, b.flags) && sameKeys(a.segments, b.segments);
}

function sameKeys(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}
