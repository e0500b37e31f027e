import type { CharSet } from './char-set.js';

/** A regular expression as a tree. */
export type Pattern =
  | { readonly kind: 'char'; readonly set: CharSet }
  | { readonly kind: 'assertion'; readonly start: boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | Repetition;

export interface Repetition {
  readonly kind: 'repetition';
  readonly body: Pattern;
  readonly min: number;
  /** Infinity where unbounded. */
  readonly max: number;
}

/** Thrown while an expression is read or judged; caught by checkRegularExpression. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
