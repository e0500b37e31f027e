/** Lets at most two snapshots be compressed at a time: under a storm of changes each revision would otherwise be packed, for one reader each. */
export class CompressionGate {
  static readonly #MOST = 2;
  #running = 0;

  /** Whether another may begin. */
  get open(): boolean {
    return this.#running < CompressionGate.#MOST;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }
}
