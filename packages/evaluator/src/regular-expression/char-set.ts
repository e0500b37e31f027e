/** A set of code points as inclusive ranges, in no order. Sets are allowed to be too large, never too small. */
export type CharSet = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

/** Every code point; also what stands for classes whose members depend on the Unicode version. */
export const ANY: CharSet = [[0, LAST]];
/** No code point. */
export const NONE: CharSet = [];

const DIGITS: CharSet = [[0x30, 0x39]];
const WORD: CharSet = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const SPACE: CharSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** The class of a one-letter escape (`d D w W s S`, `p P` as {@link ANY}), else null. */
export function classOf(letter: string): CharSet | null {
  if (letter === 'p' || letter === 'P') return ANY;
  const positive = { d: DIGITS, w: WORD, s: SPACE }[letter.toLowerCase()];
  if (positive === undefined) return null;
  return letter === letter.toLowerCase() ? positive : complement(positive);
}

/** Whether two sets share a member. */
export function overlaps(a: CharSet, b: CharSet): boolean {
  return a.some(([from, to]) => b.some(([first, last]) => from <= last && first <= to));
}

/** Everything outside a set. */
export function complement(set: CharSet): CharSet {
  const ranges: [number, number][] = [];
  let next = 0;
  for (const [from, to] of [...set].sort((a, b) => a[0] - b[0])) {
    if (from > next) ranges.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) ranges.push([next, LAST]);
  return ranges;
}

const ENUMERABLE = 512;

/** A set that also holds everything the members of `set` equal when case is ignored. */
export function foldCase(set: CharSet): CharSet {
  const members = pointsOf(set);
  if (members !== null) return [...set, ...members.flatMap(caseVariants).map(alone)];
  const foreign = complement(set);
  const outside = pointsOf(foreign);
  if (outside === null) return ANY;
  const isForeign = (point: number): boolean => overlaps(foreign, [alone(point)]);
  return complement(outside.filter((point) => caseVariants(point).every(isForeign)).map(alone));
}

function alone(point: number): readonly [number, number] {
  return [point, point];
}

/** The members of a set; null where they are too many to go through. */
function pointsOf(set: CharSet): number[] | null {
  const size = set.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  if (size > ENUMERABLE) return null;
  return set.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

/** U+017F and U+212A fold to `s` and `k`; nothing else outside ASCII folds into it. */
const STRANGERS: Readonly<Record<string, number>> = { s: 0x17f, k: 0x212a };

function caseVariants(point: number): number[] {
  const char = String.fromCodePoint(point);
  const lower = char.toLowerCase();
  const variants = [lower, char.toUpperCase(), lower.toUpperCase()].flatMap((text) =>
    [...text].map((part) => part.codePointAt(0) ?? point),
  );
  const stranger = STRANGERS[lower];
  return stranger === undefined ? variants : [...variants, stranger];
}
