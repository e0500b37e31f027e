/**
 * Scratch of the question being asked. An evaluator has one and reuses it, so that asking
 * allocates nothing.
 */
export class Question {
  /** The hash the last gate compared, as a signed integer in the order of the unsigned one. */
  hash = 0;
  /** Milliseconds since the epoch. A field, because an argument fewer on every call is worth 2 ns a parent. */
  now = NaN;
  /** Whether the context inherits from nothing but `Object.prototype`. */
  plain = false;
  /** Marks the flags being evaluated for this question. */
  stamp = 1;
  /** Parent evaluations so far. */
  asked = 0;

  /** Begins a question about a flag with parents. */
  begin(): void {
    this.stamp = (this.stamp % 0x3fffffff) + 1;
    this.asked = 0;
  }
}
