import type { OnApplicationBootstrap, BeforeApplicationShutdown } from '@nestjs/common';
import type { Database } from '../../platform/database/database.js';
import type { Logger } from '../../platform/logging/index.js';
import { SERVER_VERSION } from '../../platform/version.js';
import type { SnapshotStore } from '../delivery/index.js';
import type { OverlayBoard } from '../overlay/index.js';
import type { StreamServer } from '../stream/index.js';
import type { ReplicaIdentity } from './replica-identity.js';

const EVERY_MS = 5_000;

const BEAT = `INSERT INTO replicas (id, host, version, overlay, holds_shutdown, revisions)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET overlay = excluded.overlay, holds_shutdown = excluded.holds_shutdown,
    revisions = excluded.revisions, beat_at = now()`;
const FORGET_OLD = `DELETE FROM replicas WHERE beat_at < now() - interval '1 day'`;
// A holder stays for its 30 s: a restart must leave no gap in which the shutdown could be released.
const LEAVE = 'DELETE FROM replicas WHERE id = $1 AND NOT holds_shutdown';

/** What a beat tells of one environment. */
export interface BeatOfEnvironment {
  readonly revision: number;
  /** Connected SDKs. */
  readonly server: number;
  readonly client: number;
}

/** What a beat tells of the overlay: one per environment where a flag is overridden. */
export interface BeatOverlay {
  readonly shutdown: boolean;
  readonly environments: Readonly<
    Record<string, { readonly id: string; readonly overrides: Readonly<Record<string, string>> }>
  >;
}

export interface HeartbeatParts {
  readonly database: Database;
  readonly identity: ReplicaIdentity;
  readonly overlays: OverlayBoard;
  readonly store: SnapshotStore;
  readonly stream: StreamServer;
  readonly logger: Logger;
}

/** Tells the other replicas every few seconds that this one lives, what it serves, and whether it holds the shutdown. */
export class ReplicaHeartbeat implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #left = false;

  constructor(private readonly parts: HeartbeatParts) {}

  onApplicationBootstrap(): void {
    void this.#tryBeat();
    this.#timer = setInterval(() => void this.#tryBeat(), EVERY_MS);
    this.#timer.unref();
  }

  /** Writes one beat now; rejects where the database is away. */
  async beat(): Promise<void> {
    if (this.#left) return;
    const { database, identity, overlays } = this.parts;
    await database.read(BEAT, [
      identity.id,
      identity.host,
      SERVER_VERSION,
      JSON.stringify(this.#overlay()),
      overlays.shutdownSources.length > 0,
      JSON.stringify(this.#revisions()),
    ]);
  }

  /** A replica that leaves is forgotten at once, unless it holds the shutdown. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#left = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.parts.database.read(LEAVE, [this.parts.identity.id]).catch(() => undefined);
  }

  async #tryBeat(): Promise<void> {
    try {
      await this.beat();
      await this.parts.database.read(FORGET_OLD);
    } catch (error) {
      this.parts.logger.debug({ err: error }, 'this replica could not announce itself');
    }
  }

  #overlay(): BeatOverlay {
    const { overlays, store } = this.parts;
    const environments: Record<string, { id: string; overrides: Record<string, string> }> = {};
    for (const { state } of store.all()) {
      const { id, overrides } = overlays.overlayOf(state.id, 'server');
      if (Object.keys(overrides).length > 0) environments[state.id] = { id, overrides };
    }
    return { shutdown: overlays.shutdownSources.length > 0, environments };
  }

  #revisions(): Record<string, BeatOfEnvironment> {
    const { store, stream } = this.parts;
    const beats: Record<string, BeatOfEnvironment> = {};
    for (const { state } of store.all()) {
      const server = stream.countOf(state.id, 'server');
      const client = stream.countOf(state.id, 'client');
      beats[state.id] = { revision: state.revision, server, client };
    }
    return beats;
  }
}
