import { isArray, isRecord } from './wire.js';
import type { Condition, Flag } from './snapshot.js';

/** Keys of the flags that a flag names, as prerequisite or in a condition; each once, in order of appearance. */
export function referencedFlags(flag: Pick<Flag, 'prerequisites' | 'rules'>): string[] {
  return named(flag, 'flag');
}

/** Keys of the segments that a flag's conditions name; each once, in order of appearance. */
export function referencedSegments(flag: Pick<Flag, 'prerequisites' | 'rules'>): string[] {
  return named(flag, 'segment');
}

function named(flag: Pick<Flag, 'prerequisites' | 'rules'>, form: 'flag' | 'segment'): string[] {
  const keys = new Set<string>();
  const pending: unknown[] = [];
  const add = (list: unknown): void => {
    if (isArray(list)) for (const part of [...list].reverse()) pending.push(part);
  };
  for (const rule of isArray(flag.rules) ? [...flag.rules].reverse() : [])
    if (isRecord(rule)) add((rule as { conditions?: readonly Condition[] }).conditions);
  add(flag.prerequisites);
  while (pending.length > 0) {
    const condition = pending.pop();
    if (!isRecord(condition)) continue;
    const key = condition[form];
    if (typeof key === 'string') keys.add(key);
    add(condition.all);
    add(condition.any);
    pending.push(condition.not);
  }
  return [...keys];
}
