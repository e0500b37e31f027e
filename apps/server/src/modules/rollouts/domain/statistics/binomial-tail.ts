import { incompleteBeta } from './incomplete-beta.js';

/**
 * P(X ≥ hits) for X ~ Binomial(trials, probability), 0–1. Hits and trials need not be whole: divided
 * by a variance inflation they give the quasi-binomial tail of clustered events
 * (McCullagh & Nelder 1989, §4.5). 1 for no hits, 0 for more hits than trials.
 */
export function binomialTail(hits: number, trials: number, probability: number): number {
  if (hits <= 0) return 1;
  if (hits > trials) return 0;
  return incompleteBeta(probability, hits, trials - hits + 1);
}

/**
 * P(X ≥ hits) for a negative binomial X with the given mean and `inflation` times the variance of a
 * Poisson one, 0–1: bad requests that come in logarithmic clusters (Quenouille 1949). It falls off
 * exponentially, as the longest cluster does, where the tail of scaled counts falls faster.
 */
export function clusteredTail(hits: number, mean: number, inflation: number): number {
  if (hits <= 0) return 1;
  if (mean <= 0) return 0;
  return incompleteBeta(1 - 1 / inflation, hits, mean / (inflation - 1));
}

/** Two-sided exact p-value: twice the smaller tail, at most 1. */
export function binomialTwoSided(hits: number, trials: number, probability: number): number {
  const upper = binomialTail(hits, trials, probability);
  const lower = binomialTail(trials - hits, trials, 1 - probability);
  return Math.min(1, 2 * Math.min(upper, lower));
}
