import { checkBy } from './check-attribute.js';
import { checkSeed } from './check-seed.js';
import { problemAt, shown, type Problem } from './problem.js';

/** What is served, as it may come in; see `Serve` of the evaluator for what it should be. */
export type ServeDraft =
  | { readonly variant: string | null }
  | {
      readonly split: readonly { readonly variant: string | null; readonly weight: number }[];
      readonly seed?: number | undefined;
      readonly by?: string | undefined;
    };

const MAX_TOTAL_WEIGHT = 100_000;

/** Problems of a serve: variants the flag has, weights that sum to 1–100,000 (evaluation.md §2, §8). */
export function checkServe(
  serve: ServeDraft,
  variants: ReadonlySet<string>,
  where: string,
): Problem[] {
  if (!('split' in serve)) return checkVariant(serve.variant, variants, `${where}.variant`);
  return [
    ...checkSeed(serve.seed, where),
    ...checkBy(serve.by, where),
    ...serve.split.flatMap(({ variant }, index) =>
      checkVariant(variant, variants, `${where}.split[${index}].variant`),
    ),
    ...checkWeights(
      serve.split.map(({ weight }) => weight),
      `${where}.split`,
    ),
  ];
}

/** No problem for a variant the flag has, or for null (no value). */
export function checkVariant(
  variant: string | null,
  variants: ReadonlySet<string>,
  where: string,
): Problem[] {
  if (variant === null || variants.has(variant)) return [];
  const message = `the flag has no variant ${shown(variant)}; it has ${[...variants].join(', ')}.`;
  return [problemAt(where, 'UNKNOWN_VARIANT', message)];
}

function checkWeights(weights: readonly number[], where: string): Problem[] {
  const odd = weights.find((weight) => !Number.isSafeInteger(weight) || weight < 0);
  if (odd !== undefined) {
    const message = `${shown(odd)} is no weight; weights are whole numbers of at least 0.`;
    return [problemAt(where, 'INVALID_WEIGHTS', message)];
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum >= 1 && sum <= MAX_TOTAL_WEIGHT) return [];
  const message = `the weights sum to ${sum}; their sum is 1–${MAX_TOTAL_WEIGHT}.`;
  return [problemAt(where, 'INVALID_WEIGHTS', message)];
}
