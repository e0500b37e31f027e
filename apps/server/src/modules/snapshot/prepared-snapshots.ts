import type { Overlay } from '@sluice/protocol';
import type { ViewName } from '../delivery/index.js';
import { snapshotEtag } from './domain/snapshot-etag.js';
import { snapshotText } from '../delivery/index.js';
import { CompressionGate } from './compression-gate.js';
import { PreparedSnapshot } from './prepared-snapshot.js';
import type { StoredEnvironment } from '../delivery/index.js';

interface Slot {
  revision: number;
  overlayId: string;
  snapshot: string;
  bytes: number;
  prepared: PreparedSnapshot | null;
}

/** The newest serialised form of every view, made when first asked for after a change. */
export class PreparedSnapshots {
  readonly #gate = new CompressionGate();
  readonly #slots = new WeakMap<StoredEnvironment, Map<ViewName, Slot>>();

  /** JSON text of the `Snapshot`; the same string until the environment changes. */
  textOf(environment: StoredEnvironment, view: ViewName): string {
    return this.#slotOf(environment, view).snapshot;
  }

  /** Size of that text in UTF-8. */
  bytesOf(environment: StoredEnvironment, view: ViewName): number {
    return this.#slotOf(environment, view).bytes;
  }

  /** The HTTP body under this overlay; the same object until either changes. */
  preparedOf(environment: StoredEnvironment, view: ViewName, overlay: Overlay): PreparedSnapshot {
    const slot = this.#slotOf(environment, view);
    if (slot.prepared === null || slot.overlayId !== overlay.id) {
      const body = `{"snapshot":${slot.snapshot},"overlay":${JSON.stringify(overlay)}}`;
      slot.prepared = new PreparedSnapshot(
        snapshotEtag(environment.state, view, overlay.id),
        body,
        this.#gate,
      );
      slot.overlayId = overlay.id;
    }
    return slot.prepared;
  }

  #slotOf(environment: StoredEnvironment, view: ViewName): Slot {
    let slots = this.#slots.get(environment);
    if (slots === undefined) this.#slots.set(environment, (slots = new Map<ViewName, Slot>()));
    const { revision } = environment.state;
    let slot = slots.get(view);
    if (slot?.revision !== revision) {
      const snapshot = snapshotText(environment.state, view);
      const bytes = Buffer.byteLength(snapshot);
      slot = { revision, overlayId: '', snapshot, bytes, prepared: null };
      slots.set(view, slot);
    }
    return slot;
  }
}
