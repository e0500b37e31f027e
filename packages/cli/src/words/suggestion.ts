import { distance } from 'fastest-levenshtein';

const FARTHEST = 3;

/** The candidate that `given` most likely was meant to be; null where none is close, within a third of its length and 3 edits. */
export function closestOf(given: string, candidates: readonly string[]): string | null {
  const limit = Math.min(FARTHEST, Math.ceil(given.length / 3));
  const wanted = given.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) => edits <= limit || startsAlike(wanted, candidate.toLowerCase()),
    )
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate ?? null;
}

function startsAlike(given: string, candidate: string): boolean {
  return given.length >= FARTHEST && candidate.startsWith(given);
}

/** A sentence: which of the known was probably meant by `given`, else all there are. */
export function amongKnown(given: string, known: readonly string[]): string {
  const closest = closestOf(given, known);
  return closest === null ? `There are: ${known.join(', ')}.` : `Did you mean ${closest}?`;
}
