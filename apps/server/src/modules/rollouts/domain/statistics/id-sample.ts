/** Most ids that a sample keeps, both arms together. */
export const ID_SAMPLE_SIZE = 2_048;

const HASH_SPACE = 2 ** 53;

/**
 * The distinct ids with the smallest hashes, each with its arm: a uniform random sample of all
 * distinct ids seen, exact where there are fewer than it keeps, and mergeable in any order
 * (bottom-k: Cohen & Kaplan 2007). Hashes are 53-bit integers, independent of the gate's own.
 */
export interface IdSample {
  readonly treatment: readonly number[];
  readonly control: readonly number[];
}

export const NO_IDS: IdSample = { treatment: [], control: [] };

function smallest(hashes: ReadonlySet<number>, limit: number): number[] {
  return [...hashes].filter((hash) => hash <= limit).sort((a, b) => a - b);
}

/** Sample of the ids of both: equal to that of all ids seen by either, whatever the order and however often repeated. */
export function mergeIdSamples(a: IdSample, b: IdSample, size = ID_SAMPLE_SIZE): IdSample {
  const treatment = new Set([...a.treatment, ...b.treatment]);
  const control = new Set([...a.control, ...b.control]);
  const all = [...treatment, ...control].sort((x, y) => x - y);
  const limit = all[size - 1] ?? HASH_SPACE;
  return { treatment: smallest(treatment, limit), control: smallest(control, limit) };
}

/**
 * Number of distinct ids behind the sample: exact below its size, else (k − 1) / largest hash, with a
 * standard error of 1 / √(k − 2), 2.2 % at 2,048 (Beyer et al. 2007).
 */
export function distinctIdsOf(sample: IdSample, size = ID_SAMPLE_SIZE): number {
  const held = sample.treatment.length + sample.control.length;
  if (held < size) return held;
  const largest = Math.max(sample.treatment.at(-1) ?? 0, sample.control.at(-1) ?? 0);
  return Math.round(((held - 1) * HASH_SPACE) / largest);
}
