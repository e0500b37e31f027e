import { charsOf, isNullable, isUnbounded } from './pattern-sets.js';
import { overlaps, type CharSet } from './char-set.js';
import { Refusal, type Pattern, type Repetition } from './pattern.js';

/**
 * Throws {@link Refusal} where an unbounded repetition holds another, can match nothing, or where
 * two can share a text out between them: both match some character and nothing that has to stand
 * between them is foreign to the first.
 */
export function refuseOverlappingRepetitions(pattern: Pattern): void {
  scan(pattern, []);
}

/** Takes and returns the characters of the unbounded repetitions that could still be running. */
function scan(pattern: Pattern, open: readonly CharSet[]): readonly CharSet[] {
  switch (pattern.kind) {
    case 'char':
      return open.filter((running) => overlaps(running, pattern.set));
    case 'assertion':
      return open;
    case 'sequence':
      return pattern.parts.reduce((running, part) => scan(part, running), open);
    case 'choice':
      return union(pattern.options.map((option) => scan(option, open)));
    case 'repetition':
      return pattern.max === Infinity ? scanUnbounded(pattern, open) : scanBounded(pattern, open);
  }
}

function scanUnbounded({ body, min }: Repetition, open: readonly CharSet[]): readonly CharSet[] {
  if (isUnbounded(body)) throw new Refusal('an unbounded repetition holds another');
  if (isNullable(body)) throw new Refusal('an unbounded repetition can match nothing');
  const chars = charsOf(body);
  if (open.some((running) => overlaps(running, chars)))
    throw new Refusal('two unbounded repetitions overlap');
  return [...(min === 0 ? open : scan(body, open)), chars];
}

/** Going through the body twice shows whether a repetition in it overlaps with itself in the next round. */
function scanBounded({ body, min, max }: Repetition, open: readonly CharSet[]): readonly CharSet[] {
  if (max === 0) return open;
  const once = scan(body, open);
  const last = max === 1 ? once : union([once, scan(body, once)]);
  return min === 0 ? union([open, last]) : last;
}

function union(sets: readonly (readonly CharSet[])[]): readonly CharSet[] {
  return [...new Set(sets.flat())];
}
