import type { Context } from '@sluice/evaluator';

/** Who is asked about: a string id, or `{ id, …attributes }`. */
export type User = string | Context | { readonly id?: string | number };
