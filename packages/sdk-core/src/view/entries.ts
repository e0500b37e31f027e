const PER_BUCKET = 8;
const MOST_BUCKETS = 4096;

/**
 * An immutable map from key to value whose update copies one bucket of about eight entries instead
 * of everything: a change to one flag among 10,000 must not cost 10,000.
 */
export class Entries<T> {
  readonly #buckets: readonly ReadonlyMap<string, T>[];
  readonly size: number;

  private constructor(buckets: readonly ReadonlyMap<string, T>[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  /** Entries of the own properties of a record. */
  static of<T>(record: Readonly<Record<string, T>>): Entries<T> {
    const pairs = Object.entries(record);
    const buckets = Array.from(
      { length: bucketCountFor(pairs.length) },
      () => new Map<string, T>(),
    );
    for (const [key, value] of pairs) buckets[indexOf(key, buckets.length)]?.set(key, value);
    return new Entries(buckets, pairs.length);
  }

  get(key: string): T | undefined {
    return this.#buckets[indexOf(key, this.#buckets.length)]?.get(key);
  }

  /** A copy with `key` set to `value`, or without it where `value` is undefined. */
  with(key: string, value: T | undefined): Entries<T> {
    const index = indexOf(key, this.#buckets.length);
    const bucket = new Map(this.#buckets[index]);
    const had = bucket.has(key);
    if (value === undefined) bucket.delete(key);
    else bucket.set(key, value);
    const buckets = [...this.#buckets];
    buckets[index] = bucket;
    return new Entries(buckets, this.size + Number(value !== undefined) - Number(had));
  }

  *[Symbol.iterator](): Generator<[string, T]> {
    for (const bucket of this.#buckets) yield* bucket;
  }

  /** The same as a plain object; keys such as `__proto__` become own properties like any other. */
  toRecord(): Record<string, T> {
    return Object.fromEntries(this);
  }
}

function bucketCountFor(size: number): number {
  let count = 1;
  while (count * PER_BUCKET < size && count < MOST_BUCKETS) count *= 2;
  return count;
}

function indexOf(key: string, bucketCount: number): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash ^ (hash >>> 16)) & (bucketCount - 1);
}
