/** Counts what one connection sends; an SDK sends a pong now and then, and seldom a `resync`. */
export class PacketAllowance {
  #windowStartMs = 0;
  #count = 0;

  /** False once more than 50 packets came within 10 s. */
  take(nowMs: number): boolean {
    if (nowMs - this.#windowStartMs > 10_000) {
      this.#windowStartMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= 50;
  }
}
