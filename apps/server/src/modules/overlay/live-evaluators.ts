import { compile, type Evaluator, type OverlayState, type Snapshot } from '@sluice/evaluator';
import {
  VIEW_NAMES,
  type SnapshotStore,
  type StoreEvent,
  type ViewName,
} from '../delivery/index.js';
import { snapshotText } from '../delivery/index.js';
import type { OverlayBoard } from './overlay-board.js';

/** The views of each environment, compiled when first asked for and kept at the replica's state, overlay included. */
export class LiveEvaluators {
  readonly #evaluators = {
    server: new Map<string, Evaluator>(),
    client: new Map<string, Evaluator>(),
  };

  constructor(
    private readonly store: SnapshotStore,
    private readonly overlays: OverlayBoard,
  ) {
    store.onEvent((event) => this.#onStoreEvent(event));
    overlays.onChange((environmentId, view, overlay) => {
      this.#evaluators[view].get(environmentId)?.setOverlay(overlay);
    });
  }

  /** The evaluator of an environment's view; `null` where this replica does not hold it. */
  evaluatorOf(environmentId: string, view: ViewName = 'server'): Evaluator | null {
    const held = this.#evaluators[view].get(environmentId);
    if (held !== undefined) return held;
    const environment = this.store.get(environmentId);
    if (environment === undefined) return null;
    const compiled = compile(JSON.parse(snapshotText(environment.state, view)) as Snapshot);
    compiled.setOverlay(this.overlays.overlayOf(environmentId, view));
    this.#evaluators[view].set(environmentId, compiled);
    return compiled;
  }

  /** What the evaluator of an environment's server view is made of, to be taken apart; `null` where this replica does not hold it. */
  sourcesOf(environmentId: string): { snapshot: Snapshot; overlay: OverlayState } | null {
    const environment = this.store.get(environmentId);
    if (environment === undefined) return null;
    const snapshot = JSON.parse(snapshotText(environment.state, 'server')) as Snapshot;
    return { snapshot, overlay: this.overlays.overlayOf(environmentId, 'server') };
  }

  #onStoreEvent(event: StoreEvent): void {
    const { id, revision } = event.environment.state;
    for (const view of VIEW_NAMES) {
      if (event.kind === 'stepped' && event.parsed !== undefined) {
        this.#evaluators[view].get(id)?.apply(event.parsed[view], revision);
      } else this.#evaluators[view].delete(id);
    }
  }
}
