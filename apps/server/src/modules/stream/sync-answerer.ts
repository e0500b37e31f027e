import type { SdkKey, SnapshotStore, StoredEnvironment, ViewName } from '../delivery/index.js';
import type { OverlayBoard } from '../overlay/index.js';
import type { PreparedSnapshots } from '../snapshot/index.js';
import { chooseSyncMode } from './domain/choose-sync-mode.js';
import { fetchSpreadMs } from './domain/fetch-spread.js';
import type { Position } from './domain/read-handshake.js';
import type { PreparedJson } from './prepared-json.js';
import { syncMessage } from './stream-messages.js';

/** What answers are made from. */
export interface SyncAnswererParts {
  readonly store: SnapshotStore;
  readonly overlays: OverlayBoard;
  readonly prepared: PreparedSnapshots;
  readonly catchUp: (environmentId: string) => Promise<boolean>;
  readonly everSynced: () => boolean;
}

const FETCH_WINDOW_MS = 1_000;

/** Makes the `sync` of one SDK, or of all in a room. */
export class SyncAnswerer {
  #windowStartMs = 0;
  #fetchesInWindow = 0;

  constructor(private readonly parts: SyncAnswererParts) {}

  /**
   * The way to make the answer to what an SDK holds, to be called in the same tick in which it is
   * sent; `null` where this replica does not hold the environment. Asks the database first where
   * the SDK knows more than this replica, or another history.
   */
  async answer(key: SdkKey, held: Position, resync: boolean): Promise<(() => PreparedJson) | null> {
    const { store, catchUp } = this.parts;
    const { environmentId, kind } = key;
    const before = store.get(environmentId)?.state;
    const current =
      before !== undefined &&
      (held.epoch === null ||
        (held.epoch === before.epoch && (held.revision ?? 0) <= before.revision));
    const reachable = current || (await catchUp(environmentId));
    if (store.get(environmentId) === undefined) return null;
    return () => {
      const environment = store.get(environmentId);
      if (environment === undefined) throw new Error('the environment is gone');
      return this.#answerNow({ environment, view: kind }, held, { reachable, resync });
    };
  }

  /** The whole view for everybody in a room of `clients`. */
  whole(environment: StoredEnvironment, view: ViewName, clients: number): PreparedJson {
    const facts = { reachable: true, resync: true };
    return this.#answerNow({ environment, view }, NOTHING, { ...facts, clients });
  }

  #answerNow({ environment, view }: Subject, held: Position, asked: Asked): PreparedJson {
    const { overlays, prepared, everSynced } = this.parts;
    const { epoch, revision, id } = environment.state;
    const overlay = overlays.overlayOf(id, view);
    const snapshot = (): string => prepared.textOf(environment, view);
    const changes = deltaSince(environment, view, held);
    const wholeBytes = (): number => prepared.bytesOf(environment, view);
    const mode = chooseSyncMode({
      held,
      epoch,
      revision,
      reachable: asked.reachable,
      everSynced: everSynced(),
      deltaBytes: changes === null ? null : Buffer.byteLength(changes),
      wholeBytes,
      resync: asked.resync,
    });
    const delta = changes === null ? null : { from: held.revision ?? 0, changes };
    const clients = (): number => asked.clients ?? this.#countFetch();
    const spreadMs = mode === 'fetch' ? fetchSpreadMs(clients(), wholeBytes()) : 0;
    return syncMessage(mode, { environment, view, overlay, snapshot, delta, spreadMs });
  }

  /** How many were told to fetch within about a second: those that come together spread out together. */
  #countFetch(): number {
    const now = performance.now();
    if (now - this.#windowStartMs > FETCH_WINDOW_MS) {
      this.#windowStartMs = now;
      this.#fetchesInWindow = 0;
    }
    this.#fetchesInWindow += 1;
    return this.#fetchesInWindow;
  }
}

const NOTHING: Position = { epoch: null, revision: null };

interface Subject {
  readonly environment: StoredEnvironment;
  readonly view: ViewName;
}

interface Asked {
  readonly reachable: boolean;
  readonly resync: boolean;
  readonly clients?: number;
}

function deltaSince(
  { state, recent }: StoredEnvironment,
  view: ViewName,
  held: Position,
): string | null {
  if (held.epoch !== state.epoch || held.revision === null) return null;
  return held.revision < state.revision ? recent.changesSince(view, held.revision) : null;
}
