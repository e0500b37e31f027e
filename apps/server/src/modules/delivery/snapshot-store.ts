import type { Change } from '@sluice/evaluator';
import { applyLogRow } from './domain/apply-log-row.js';
import { diffViews } from './domain/diff-views.js';
import type { EnvironmentState, ViewName } from './domain/environment-view.js';
import type { LogRow } from './domain/log-row.js';
import { RecentChanges } from './domain/recent-changes.js';

/** One environment in memory: its state and the rows that led to it. */
export interface StoredEnvironment {
  readonly state: EnvironmentState;
  readonly recent: RecentChanges;
}

/** The step a view took; `changes` is the JSON array that led from one revision to the other. */
export interface ViewStep {
  readonly from: number;
  readonly to: number;
  readonly digest: number;
  readonly changes: string;
}

/**
 * What happened to an environment. `stepped`: it moved within its epoch. `replaced`: it is new or
 * its history is another, so that only a whole snapshot helps. `removed`: it no longer exists.
 */
export type StoreEvent =
  | {
      readonly kind: 'stepped';
      readonly environment: StoredEnvironment;
      readonly steps: Readonly<Record<ViewName, ViewStep>>;
      /** The server view's changes where they came from the log; absent after a reload. */
      readonly parsed?: Readonly<Record<ViewName, readonly Change[]>>;
    }
  | { readonly kind: 'replaced'; readonly environment: StoredEnvironment }
  | { readonly kind: 'removed'; readonly environment: StoredEnvironment };

export type StoreListener = (event: StoreEvent) => void;

/** Every environment this replica serves, in memory. Synchronous: readers see one revision, never half a change. */
export class SnapshotStore {
  readonly #environments = new Map<string, StoredEnvironment>();
  readonly #listeners: StoreListener[] = [];

  get(environmentId: string): StoredEnvironment | undefined {
    return this.#environments.get(environmentId);
  }

  all(): IterableIterator<StoredEnvironment> {
    return this.#environments.values();
  }

  get size(): number {
    return this.#environments.size;
  }

  /** Listeners run in order of registration, after the state moved. */
  onEvent(listener: StoreListener): void {
    this.#listeners.push(listener);
  }

  /** Takes over an environment read whole, with the log rows that end at its revision. */
  load(state: EnvironmentState, rows: readonly LogRow[]): void {
    const before = this.#environments.get(state.id)?.state;
    const recent = new RecentChanges();
    for (const row of rows) recent.push(row);
    const environment = { state, recent };
    this.#environments.set(state.id, environment);
    if (before?.epoch !== state.epoch || state.revision <= before.revision) {
      this.#emit({ kind: 'replaced', environment });
      return;
    }
    const steps = {
      server: foldedStep(before, state, 'server'),
      client: foldedStep(before, state, 'client'),
    };
    this.#emit({ kind: 'stepped', environment, steps });
  }

  /** Applies one log row; answers what `applyLogRow` did, and `gap` for an environment not held. */
  apply(environmentId: string, row: LogRow): 'applied' | 'known' | 'epoch' | 'gap' | 'diverged' {
    const environment = this.#environments.get(environmentId);
    if (environment === undefined) return 'gap';
    const result = applyLogRow(environment.state, row);
    if (result.outcome !== 'applied') return result.outcome;
    environment.recent.push(row);
    const span = { from: row.revision - 1, to: row.revision };
    this.#emit({
      kind: 'stepped',
      environment,
      steps: {
        server: { ...span, digest: row.serverDigest, changes: row.serverChanges },
        client: { ...span, digest: row.clientDigest, changes: row.clientChanges },
      },
      parsed: { server: result.server, client: result.client },
    });
    return 'applied';
  }

  /** Forgets an environment. */
  remove(environmentId: string): void {
    const environment = this.#environments.get(environmentId);
    if (environment === undefined) return;
    this.#environments.delete(environmentId);
    this.#emit({ kind: 'removed', environment });
  }

  #emit(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Several revisions in one step, by comparing the two views. */
function foldedStep(before: EnvironmentState, after: EnvironmentState, view: ViewName): ViewStep {
  const changes = diffViews(before[view], after[view]);
  if (before.shutdown !== after.shutdown) changes.push(`{"shutdown":${after.shutdown}}`);
  return {
    from: before.revision,
    to: after.revision,
    digest: after[view].digest,
    changes: `[${changes.join(',')}]`,
  };
}
