import { catchUp, type CatchUpParts, type HeldPosition } from './catch-up.js';
import { FEED_CHANNELS, type ChangeFeed, type FeedChannel } from './change-feed.js';
import { reconnectDelayMs } from './domain/reconnect-delay.js';

const POLL_MS = 2_000;

const HEADS = 'SELECT id, epoch, revision FROM environments';

interface Head {
  readonly id: string;
  readonly epoch: string;
  readonly revision: string;
}

/** What the follower needs. */
export interface FollowerParts extends CatchUpParts {
  readonly feed: ChangeFeed;
}

/**
 * Keeps the store at the database's state: on notify, on (re)connect of its LISTEN connection and
 * every two seconds it reads the change log from its own revision on (streaming.md, "Write path").
 */
export class ChangeFollower {
  readonly #dirty = new Set<string>();
  #headsDirty = false;
  #working: Promise<void> | null = null;
  #closed = false;
  #attempt = 0;
  #timer: NodeJS.Timeout | null = null;
  #waiters: (() => void)[] = [];
  #syncedAtMs: number | null = null;

  readonly #rewound: ((held: HeldPosition) => void)[] = [];
  readonly #catchUpParts: CatchUpParts;

  constructor(private readonly parts: FollowerParts) {
    const onRewound = (held: HeldPosition): void => {
      for (const listener of this.#rewound) listener(held);
    };
    this.#catchUpParts = { ...parts, onRewound };
  }

  /** Listeners hear of environments whose database was put back to before what this replica held. */
  onRewound(listener: (held: HeldPosition) => void): void {
    this.#rewound.push(listener);
  }

  /** Whether the LISTEN connection stands. */
  get connected(): boolean {
    return this.parts.connection.connected;
  }

  /** When everything was last compared with the database, ms since the epoch; `null` before the first time. */
  get syncedAtMs(): number | null {
    return this.#syncedAtMs;
  }

  /** Begins to follow; returns at once, and reconnects for ever. */
  start(): void {
    void this.#connect();
  }

  /** Settles when everything was read once, or after `timeoutMs`; the answer says which. */
  async synced(timeoutMs: number): Promise<boolean> {
    if (this.#syncedAtMs !== null) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Reads the log of one environment now; false where the database cannot be reached. */
  async catchUp(environmentId: string): Promise<boolean> {
    if (!this.connected) return false;
    this.#dirty.add(environmentId);
    await this.#work();
    return this.connected;
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.parts.connection.close();
    await this.#working;
  }

  async #connect(): Promise<void> {
    const { connection, feed, logger } = this.parts;
    try {
      await connection.open(FEED_CHANNELS, {
        notification: (channel, payload) => this.#onNotification(channel as FeedChannel, payload),
        lost: (error) => {
          logger.warn({ err: error }, 'lost the LISTEN connection; flags are served from memory');
          this.#reconnect();
        },
      });
    } catch (error) {
      if (this.#attempt === 0)
        logger.warn({ err: error }, 'the database cannot be reached; trying again');
      this.#reconnect();
      return;
    }
    if (this.#closed) return void connection.close();
    this.#attempt = 0;
    feed.publishAll();
    this.#poll();
  }

  #reconnect(): void {
    if (this.#closed) return;
    this.#schedule(reconnectDelayMs(this.#attempt, Math.random()), () => void this.#connect());
    this.#attempt += 1;
  }

  /** One timer ever: the next poll, or the next attempt to connect. */
  #schedule(delayMs: number, action: () => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delayMs);
  }

  #poll(): void {
    this.#headsDirty = true;
    void this.#work().then(() => {
      if (!this.#closed && this.connected) this.#schedule(POLL_MS, () => this.#poll());
    });
  }

  #onNotification(channel: FeedChannel, payload: string): void {
    if (channel === 'sluice_changes') {
      const [environmentId = ''] = payload.split(' ');
      if (this.parts.store.get(environmentId) === undefined) this.#headsDirty = true;
      else this.#dirty.add(environmentId);
      void this.#work();
    } else if (channel === 'sluice_directory') {
      this.#headsDirty = true;
      void this.#work();
    }
    this.parts.feed.publish(channel, payload);
  }

  /** Runs until nothing is dirty; whoever calls meanwhile waits for the same run. */
  #work(): Promise<void> {
    this.#working ??= this.#drain();
    return this.#working;
  }

  async #drain(): Promise<void> {
    await Promise.resolve();
    const { connection, logger } = this.parts;
    try {
      while (connection.connected && (this.#headsDirty || this.#dirty.size > 0)) {
        if (this.#headsDirty) await this.#compareHeads();
        for (const environmentId of this.#dirty) {
          this.#dirty.delete(environmentId);
          await catchUp(this.#catchUpParts, environmentId);
        }
        if (!this.#headsDirty && this.#dirty.size === 0) this.#settle();
      }
    } catch (error) {
      if (!this.#closed) logger.warn({ err: error }, 'could not read the change log; trying again');
    } finally {
      this.#working = null;
    }
  }

  async #compareHeads(): Promise<void> {
    this.#headsDirty = false;
    const { connection, store } = this.parts;
    const heads = await connection.query<Head>(HEADS);
    const ids = new Set(heads.map(({ id }) => id));
    for (const { state } of [...store.all()]) if (!ids.has(state.id)) store.remove(state.id);
    for (const { id, epoch, revision } of heads) {
      const held = store.get(id)?.state;
      if (held?.epoch !== epoch || held.revision !== Number(revision)) this.#dirty.add(id);
    }
  }

  #settle(): void {
    this.#syncedAtMs = Date.now();
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
