import type { Json } from '@sluice/evaluator';

/** Values that only carry data of users: their members are sorted, all others keep the order of the document. */
const SORTED = new Set([
  'variants',
  'metadata',
  'prerequisites',
  'targets',
  'rules',
  'fallthrough',
  'plan',
]);

/** `value` with a fixed order of members, whatever order the database keeps them in. */
export function canonicalContent(value: unknown): Json {
  return ordered(value as Json, false);
}

function ordered(value: Json, sorted: boolean): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((member: Json) => ordered(member, sorted));
  const entries = Object.entries(value as Record<string, Json>);
  if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, member]) => [key, ordered(member, sorted || SORTED.has(key))]),
  );
}
