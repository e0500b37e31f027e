import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@sluice/evaluator';

/** The members in which two states differ, before and after: what an audit entry shows. */
export function changedMembers(
  before: object,
  after: object,
): { readonly before: Json; readonly after: Json } | null {
  const [old, next] = [before as Record<string, Json>, after as Record<string, Json>];
  const names = Object.keys(next).filter((name) => !isDeepStrictEqual(old[name], next[name]));
  if (names.length === 0) return null;
  const pick = (state: Record<string, Json>): Json =>
    Object.fromEntries(names.map((name) => [name, state[name] ?? null]));
  return { before: pick(old), after: pick(next) };
}
