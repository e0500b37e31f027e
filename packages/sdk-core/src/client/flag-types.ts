import type { Json } from '@sluice/evaluator';

/** Keys that may be asked for: the declared ones, or any where none are declared. */
export type FlagKey<F> = [keyof F] extends [never] ? string : keyof F & string;

/** What may be given as default for a flag: a value of its declared type. */
export type FallbackOf<F, K> = K extends keyof F ? F[K] : Json;

/** Type of a flag's value: the declared one, else that of the default, `'Buy'` widened to `string`. */
export type ValueOf<F, K, D> = K extends keyof F ? F[K] : Widened<D>;

type Widened<D> = D extends boolean
  ? boolean
  : D extends string
    ? string
    : D extends number
      ? number
      : D;
