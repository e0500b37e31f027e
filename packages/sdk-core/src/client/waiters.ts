interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly deadline: number;
}

/** Promises of `ready()` that are not settled yet; each settles once. */
export class Waiters {
  #waiting: Waiter[] = [];

  /** The earliest deadline, or Infinity. */
  get deadline(): number {
    return this.#waiting.reduce((first, { deadline }) => Math.min(first, deadline), Infinity);
  }

  add(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, deadline });
    });
  }

  resolveAll(): void {
    for (const { resolve } of this.#take(Infinity)) resolve();
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.#take(Infinity)) reject(error);
  }

  expire(now: number, error: () => Error): void {
    for (const { reject } of this.#take(now)) reject(error());
  }

  #take(until: number): Waiter[] {
    const taken = this.#waiting.filter(({ deadline }) => deadline <= until);
    this.#waiting = this.#waiting.filter(({ deadline }) => deadline > until);
    return taken;
  }
}
