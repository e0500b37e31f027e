import { hash32, murmur3 } from './murmur3.js';

/** Number of buckets, and of thousandths of a percent in 100 %. */
export const BUCKETS = 100_000;

const TWO_32 = 2 ** 32;

/** The bucket of a value under a seed: an integer from 0 to 99 999 (evaluation.md §5). */
export function bucketOf(value: string, seed: number): number {
  return bucketOfHash(murmur3(value, seed));
}

/** The bucket of 32 hash bits, signed or unsigned. */
export function bucketOfHash(hash: number): number {
  return Math.floor(((hash >>> 0) * BUCKETS) / TWO_32);
}

/**
 * The signed form of the smallest hash that lies outside the first `part` of `whole`: for
 * 0 < part < whole ≤ 100 000, `floor(h * whole / 2^32) < part` exactly where
 * {@link orderedHash} is below it. (The division cannot round across an integer: a quotient that
 * is none is at least 1/whole away from one, and a double there resolves 2^-21.)
 */
export function hashLimit(part: number, whole: number): number {
  return (Math.ceil((part * TWO_32) / whole) - 2 ** 31) | 0;
}

/** The hash of a value as a signed integer whose order is that of the unsigned hash. */
export function orderedHash(value: string, seed: number): number {
  return hash32(value, seed) ^ 0x80000000;
}
