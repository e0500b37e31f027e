// What the hash says, computed without Sluice: docs/evaluation.md §5 in a few lines, with a murmur3 of its own.
import murmurhash from 'murmurhash';

export const USERS = 10_000;
export const REGIONS = ['eu-west', 'eu-north', 'us-east', 'ap-south'];

/** User number `n` of the example, with a region that changes from one to the next. */
export function userOf(n) {
  return { id: `user-${n}`, region: REGIONS[n % REGIONS.length] };
}

/** The constant of the genesis importer: seed of a rule = murmur3(flag key, "gene"). */
export function genesisSeedOf(key) {
  return murmurhash.v3(key, 0x67656e65);
}

/** Numbers of the users within a gate. */
export function usersWithin(seed, percentage) {
  const within = [];
  for (let n = 0; n < USERS; n++) {
    const bucket = Math.floor((murmurhash.v3(userOf(n).id, seed) * 100_000) / 2 ** 32);
    if (bucket < Math.round(percentage * 1000)) within.push(n);
  }
  return within;
}
