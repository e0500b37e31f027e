/** Stamps given so far; of all questions together, because one may be asked while another is. */
let stamps = 0;

/**
 * Scratch of the question being asked. An evaluator has one and reuses it, so that asking
 * allocates nothing.
 */
export class Question {
  /** Whether it is being asked: a getter of the context that asks in turn needs another. */
  busy = false;
  /** The hash the last gate compared, as a signed integer in the order of the unsigned one. */
  hash = 0;
  /** Milliseconds since the epoch. A field, because an argument fewer on every call is worth 2 ns a parent. */
  now = NaN;
  /** Whether the context inherits from nothing but `Object.prototype`. */
  plain = false;
  /** Marks the flags being evaluated for this question. */
  stamp = 0;
  /** Parent evaluations so far. */
  asked = 0;

  /** Begins a question about a flag with parents. */
  begin(): void {
    stamps = (stamps % 0x3fffffff) + 1;
    this.stamp = stamps;
    this.asked = 0;
  }
}
