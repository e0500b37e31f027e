import type { Json } from '@sluice/evaluator';

const LONGEST = 200;

/** A value as it is, or the beginning of its JSON where that is longer than 200 UTF-16 units. */
export function boundedValue(value: unknown): Json {
  if (typeof value === 'string') return shortened(value);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return null;
  return text.length <= LONGEST ? (value as Json) : shortened(text);
}

/** A text, cut after 200 UTF-16 units. */
export function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
