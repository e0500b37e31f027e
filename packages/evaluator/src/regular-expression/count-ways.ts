import { NONE, overlaps, type CharSet } from './char-set.js';
import { Refusal, type Pattern, type Repetition } from './pattern.js';
import { firstOf, isNullable } from './pattern-sets.js';

/**
 * An upper bound of the ways in which a backtracking engine can match a pattern from one place,
 * its unbounded repetitions aside: overlapping options add up, optional parts that the next
 * character does not decide multiply. `follow` is what can stand behind the pattern.
 * Throws {@link Refusal} where an unbounded repetition has more than one way through its body.
 */
export function countWays(pattern: Pattern, follow: CharSet = NONE): number {
  switch (pattern.kind) {
    case 'char':
    case 'assertion':
      return 1;
    case 'sequence':
      return sequenceWays(pattern.parts, follow);
    case 'choice':
      return choiceWays(pattern.options, follow);
    case 'repetition':
      return repetitionWays(pattern, follow);
  }
}

function sequenceWays(parts: readonly Pattern[], follow: CharSet): number {
  let ways = 1;
  let next = follow;
  for (const part of [...parts].reverse()) {
    ways *= countWays(part, next);
    next = isNullable(part) ? [...firstOf(part), ...next] : firstOf(part);
  }
  return ways;
}

function choiceWays(options: readonly Pattern[], follow: CharSet): number {
  const ways = options.map((option) => countWays(option, follow));
  const heads = options.map((option) => headOf(option, follow));
  const shared = heads.map((head) =>
    ways.reduce((sum, n, i) => sum + (areExclusive(head, heads[i] ?? []) ? 0 : n), 0),
  );
  return Math.max(...shared, 1);
}

function repetitionWays({ body, min, max }: Repetition, follow: CharSet): number {
  if (max === 0) return 1;
  const first = firstOf(body);
  const inside = countWays(body, max === 1 ? follow : [...first, ...follow]);
  if (max === Infinity) {
    if (inside > 1) throw new Refusal('an unbounded repetition matches one text in several ways');
    return 1;
  }
  const exits = min === max || !overlaps(first, follow) ? 1 : max - min + 1;
  return inside ** max * exits;
}

/** The characters a match has to begin with, as long as each is one of a fixed set. */
function headOf(option: Pattern, follow: CharSet): readonly CharSet[] {
  if (option.kind === 'char') return [option.set];
  if (option.kind !== 'sequence')
    return [isNullable(option) ? [...firstOf(option), ...follow] : firstOf(option)];
  const end = option.parts.findIndex(({ kind }) => kind !== 'char');
  const fixed = end < 0 ? option.parts : option.parts.slice(0, end);
  const head = fixed.flatMap((part) => (part.kind === 'char' ? [part.set] : []));
  const rest: Pattern = { kind: 'sequence', parts: option.parts.slice(fixed.length) };
  return [...head, isNullable(rest) ? [...firstOf(rest), ...follow] : firstOf(rest)];
}

function areExclusive(a: readonly CharSet[], b: readonly CharSet[]): boolean {
  return a.some((set, i) => b[i] !== undefined && !overlaps(set, b[i]));
}
