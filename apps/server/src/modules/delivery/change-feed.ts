/** What the feed can tell; payloads as the writer gave them. */
export const FEED_CHANNELS = [
  'sluice_changes',
  'sluice_keys',
  'sluice_tokens',
  'sluice_directory',
] as const;

export type FeedChannel = (typeof FEED_CHANNELS)[number];

/** Payload of the notification; `null`: notifications may have been missed, read everything again. */
export type FeedListener = (payload: string | null) => void;

/** In-process bus of the database's notifications, so that one LISTEN connection serves every module. */
export class ChangeFeed {
  readonly #listeners = new Map<FeedChannel, Set<FeedListener>>();

  /** SDK keys were created, rotated or revoked. Returns the way to unsubscribe. */
  onKeys(listener: FeedListener): () => void {
    return this.on('sluice_keys', listener);
  }

  /** Tokens or their grants changed. */
  onTokens(listener: FeedListener): () => void {
    return this.on('sluice_tokens', listener);
  }

  /** Projects or environments were created, renamed, archived or restored. */
  onDirectory(listener: FeedListener): () => void {
    return this.on('sluice_directory', listener);
  }

  on(channel: FeedChannel, listener: FeedListener): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Tells one channel's listeners. */
  publish(channel: FeedChannel, payload: string | null): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(payload);
  }

  /** Tells every listener to read everything again: after a (re)connect of the LISTEN connection. */
  publishAll(): void {
    for (const channel of FEED_CHANNELS) this.publish(channel, null);
  }
}
