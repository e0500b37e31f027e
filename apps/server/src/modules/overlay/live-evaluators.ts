import { compile, type Evaluator, type Snapshot } from '@sluice/evaluator';
import { type SnapshotStore, type StoreEvent } from '../delivery/index.js';
import { snapshotText } from '../delivery/index.js';
import type { OverlayBoard } from './overlay-board.js';

/** The server view of each environment, compiled when first asked for and kept at the replica's state, overlay included. */
export class LiveEvaluators {
  readonly #evaluators = new Map<string, Evaluator>();

  constructor(
    private readonly store: SnapshotStore,
    private readonly overlays: OverlayBoard,
  ) {
    store.onEvent((event) => this.#onStoreEvent(event));
    overlays.onChange((environmentId, view, overlay) => {
      if (view === 'server') this.#evaluators.get(environmentId)?.setOverlay(overlay);
    });
  }

  /** The evaluator of an environment; `null` where this replica does not hold it. */
  evaluatorOf(environmentId: string): Evaluator | null {
    const held = this.#evaluators.get(environmentId);
    if (held !== undefined) return held;
    const environment = this.store.get(environmentId);
    if (environment === undefined) return null;
    const compiled = compile(JSON.parse(snapshotText(environment.state, 'server')) as Snapshot);
    compiled.setOverlay(this.overlays.overlayOf(environmentId, 'server'));
    this.#evaluators.set(environmentId, compiled);
    return compiled;
  }

  #onStoreEvent(event: StoreEvent): void {
    const { id, revision } = event.environment.state;
    if (event.kind === 'stepped' && event.parsed !== undefined) {
      this.#evaluators.get(id)?.apply(event.parsed.server, revision);
    } else this.#evaluators.delete(id);
  }
}
