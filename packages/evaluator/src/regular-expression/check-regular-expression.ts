import { Refusal, type Pattern } from './pattern.js';
import { countWays } from './count-ways.js';
import { isUnbounded } from './pattern-sets.js';
import { parsePattern } from './parse-pattern.js';
import { refuseOverlappingRepetitions } from './overlapping-repetitions.js';

export type RegularExpressionCheck =
  { readonly ok: true } | { readonly ok: false; readonly reason: string };

const MAX_SOURCE = 512;
/** Longest attribute that is matched at all (evaluation.md §4). */
const MAX_UNITS = 4096;
/** Steps one match may take at worst: a few tenths of a second, and far less for any honest text. */
const MAX_STEPS = 2 ** 26;

/**
 * Whether the operator `matches` accepts an expression: JavaScript syntax with flag `u`, at most
 * 512 characters, no backreference, no look-around, no nested or overlapping unbounded repetition
 * (evaluation.md §8). `reason` completes "refused, because …".
 */
export function checkRegularExpression(
  source: string,
  caseInsensitive: boolean,
): RegularExpressionCheck {
  if (source.length > MAX_SOURCE)
    return { ok: false, reason: `it has ${source.length} characters; at most ${MAX_SOURCE}` };
  try {
    // Engines compile late: an expression too large for one fails only when first used.
    new RegExp(source, caseInsensitive ? 'iu' : 'u').test('');
  } catch (error) {
    return { ok: false, reason: `it does not compile: ${messageOf(error)}` };
  }
  try {
    judge(parsePattern(source, caseInsensitive));
    return { ok: true };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    return { ok: false, reason: 'it is nested too deeply' };
  }
}

function judge(pattern: Pattern): void {
  refuseOverlappingRepetitions(pattern);
  const tries = isAnchored(pattern) ? 1 : MAX_UNITS;
  const exits = isUnbounded(pattern) ? MAX_UNITS : 1;
  if (tries * exits * countWays(pattern) > MAX_STEPS)
    throw new Refusal('its optional parts overlap, so that one text matches in too many ways');
}

function isAnchored(pattern: Pattern): boolean {
  if (pattern.kind === 'assertion') return pattern.start;
  if (pattern.kind === 'choice') return pattern.options.every(isAnchored);
  return (
    pattern.kind === 'sequence' && pattern.parts[0] !== undefined && isAnchored(pattern.parts[0])
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
