import type { OfrepFailedFlag, OfrepSuccess } from './answer-of.js';

/**
 * An answer as JSON text. A whole value of a flag that also serves fractions is written `1.0`: the
 * same number, but the providers of Java, Kotlin and Python take `1` for an integer and refuse it
 * where a program asks for a fraction.
 */
export function answerText(answer: OfrepSuccess | OfrepFailedFlag, fractional: boolean): string {
  if (!fractional || !('value' in answer)) return JSON.stringify(answer);
  const { value, ...rest } = answer;
  if (!Number.isSafeInteger(value)) return JSON.stringify(answer);
  return `${JSON.stringify(rest).slice(0, -1)},"value":${JSON.stringify(value)}.0}`;
}
