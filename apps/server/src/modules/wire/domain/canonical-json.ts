import type { Json } from '@sluice/evaluator';

/** The same value with the members of every object in code-unit order, so that equal values have equal texts. */
export function canonicalJson(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map(canonicalJson);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, canonicalJson(member)]));
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
