// Jest's sandbox makes every look-up of a global slow; these are called a hundred million times.
const { imul, sqrt, log, cos, exp, round, max, min, floor, PI } = Math;

/** A seeded source of uniform numbers in [0, 1): mulberry32, good enough to drive simulations. */
export type Random = () => number;

/** The same sequence for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = imul(t ^ (t >>> 15), t | 1);
    t ^= t + imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: Random): number {
  return sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
}

/** A Poisson number: exact below a mean of 30, rounded normal above. */
export function poisson(random: Random, mean: number): number {
  if (mean >= 30) return max(0, round(mean + sqrt(mean) * normal(random)));
  const limit = exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count++;
  }
  return count;
}

/** A binomial number: of rare successes by Poisson clusters, of common ones rounded normal. */
export function binomial(random: Random, trials: number, probability: number): number {
  const mean = trials * probability;
  if (mean < 30) return min(trials, poisson(random, mean));
  const spread = sqrt(mean * (1 - probability));
  return max(0, min(trials, round(mean + spread * normal(random))));
}

/** 1, 2, 3 … with the given mean. */
export function geometric(random: Random, mean: number): number {
  if (mean <= 1) return 1;
  return 1 + floor(log(1 - random()) / log(1 - 1 / mean));
}
