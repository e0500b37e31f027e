import { NONE, type CharSet } from './char-set.js';
import type { Pattern } from './pattern.js';

/** Whether a pattern can match the empty string. */
export function isNullable(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'char':
      return false;
    case 'assertion':
      return true;
    case 'sequence':
      return pattern.parts.every(isNullable);
    case 'choice':
      return pattern.options.some(isNullable);
    case 'repetition':
      return pattern.min === 0 || isNullable(pattern.body);
  }
}

/** Characters a match of the pattern can begin with. */
export function firstOf(pattern: Pattern): CharSet {
  switch (pattern.kind) {
    case 'char':
      return pattern.set;
    case 'assertion':
      return NONE;
    case 'sequence': {
      const end = pattern.parts.findIndex((part) => !isNullable(part));
      return (end < 0 ? pattern.parts : pattern.parts.slice(0, end + 1)).flatMap(firstOf);
    }
    case 'choice':
      return pattern.options.flatMap(firstOf);
    case 'repetition':
      return pattern.max === 0 ? NONE : firstOf(pattern.body);
  }
}

/** Characters a match of the pattern can hold anywhere. */
export function charsOf(pattern: Pattern): CharSet {
  switch (pattern.kind) {
    case 'char':
      return pattern.set;
    case 'assertion':
      return NONE;
    case 'sequence':
      return pattern.parts.flatMap(charsOf);
    case 'choice':
      return pattern.options.flatMap(charsOf);
    case 'repetition':
      return pattern.max === 0 ? NONE : charsOf(pattern.body);
  }
}

/** Whether the pattern holds an unbounded repetition. */
export function isUnbounded(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'char':
    case 'assertion':
      return false;
    case 'sequence':
      return pattern.parts.some(isUnbounded);
    case 'choice':
      return pattern.options.some(isUnbounded);
    case 'repetition':
      return pattern.max === Infinity || isUnbounded(pattern.body);
  }
}
