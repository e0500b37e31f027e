import type { SluiceClient } from '../sluice-client.js';

/**
 * One listener on a client for all components that ask it: counts the changes and passes them on. As
 * long as the generation stands, an answer that a component holds is still the answer.
 */
export class FlagFeed {
  static readonly #feeds = new WeakMap<SluiceClient, FlagFeed>();
  readonly #listeners = new Set<() => void>();
  #generation = 0;

  private constructor(client: SluiceClient) {
    client.on('change', () => this.#advance());
    // Who holds an answer of a server looks whether it still is the best there is.
    client.on('stateChange', () => this.#tell());
  }

  /** The feed of a client, the same for all who ask; it ends with the client. */
  static of(client: SluiceClient): FlagFeed {
    let feed = FlagFeed.#feeds.get(client);
    if (feed === undefined) FlagFeed.#feeds.set(client, (feed = new FlagFeed(client)));
    return feed;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Calls the listener after every change; returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #advance(): void {
    this.#generation += 1;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
