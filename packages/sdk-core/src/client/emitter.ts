/** Listeners by event. One that throws is reported and disturbs nobody. */
export class Emitter<E extends object> {
  readonly #listeners = new Map<keyof E, Set<(payload: never) => void>>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Adds a listener and returns the function that removes it. */
  on<N extends keyof E>(name: N, listener: (payload: E[N]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    const own = (payload: E[N]): void => listener(payload);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  has(name: keyof E): boolean {
    return (this.#listeners.get(name)?.size ?? 0) > 0;
  }

  emit<N extends keyof E>(name: N, payload: E[N]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])] as ((p: E[N]) => void)[])
      try {
        listener(payload);
      } catch (error) {
        this.#report(error);
      }
  }

  #report(error: unknown): void {
    try {
      this.#failed(error);
    } catch {
      // What was thrown cannot be turned into text.
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
