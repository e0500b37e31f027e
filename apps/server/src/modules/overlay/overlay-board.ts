import type { Overlay, WatchedRule } from '@sluice/protocol';
import type { Change, OverridableFlag } from '@sluice/evaluator';
import { FLAG_VARIABLE_PREFIX, overrideVariableOf } from '@sluice/evaluator';
import type { Logger } from '../../platform/logging/index.js';
import {
  VIEW_NAMES,
  type SnapshotStore,
  type StoredEnvironment,
  type StoreEvent,
  type ViewName,
} from '../delivery/index.js';
import { overlayOf } from './domain/overlay-of.js';
import { overridableFlag } from './domain/overridable-flag.js';
import {
  shutdownSourcesOf,
  shutdownWarning,
  type OverrideSources,
} from './domain/override-sources.js';
import { resolveOverrides } from './domain/resolve-overrides.js';

/** Rules whose rollouts want telemetry, by the kind of key they want it from. */
export type WatchedByView = Readonly<Record<ViewName, readonly WatchedRule[]>>;

export type OverlayListener = (environmentId: string, view: ViewName, overlay: Overlay) => void;

const NOTHING: ReadonlyMap<string, string> = new Map();

/**
 * The overlay of every view this replica serves: made from its variables, its overrides file and
 * the flags there are, made again when any of these change, told to listeners when it differs.
 */
export class OverlayBoard {
  #sources: OverrideSources;
  readonly #overlays = { server: new Map<string, Overlay>(), client: new Map<string, Overlay>() };
  readonly #watched = new Map<string, WatchedByView>();
  readonly #listeners: OverlayListener[] = [];
  readonly #warned = new Set<string>();

  constructor(
    private readonly store: SnapshotStore,
    private readonly logger: Logger,
    environment: Readonly<Record<string, string>>,
  ) {
    this.#sources = { file: NOTHING, env: new Map(Object.entries(environment)) };
    store.onEvent((event) => this.#onStoreEvent(event));
  }

  /** Sources that hold this replica shut down. */
  get shutdownSources(): ('file' | 'env')[] {
    return shutdownSourcesOf(this.#sources);
  }

  /** The overlay of a view; one without overrides for an environment that is not held. */
  overlayOf(environmentId: string, view: ViewName): Overlay {
    return this.#overlays[view].get(environmentId) ?? this.#bare(environmentId, view);
  }

  /** Listeners hear of every change, after it holds. */
  onChange(listener: OverlayListener): void {
    this.#listeners.push(listener);
  }

  /** Replaces what the overrides file says. */
  setFile(file: ReadonlyMap<string, string>): void {
    this.#sources = { ...this.#sources, file };
    const warning = shutdownWarning(this.#sources);
    if (warning !== null) this.#warn([warning]);
    for (const environment of this.store.all()) this.#renew(environment);
  }

  /** Replaces the rules of an environment whose rollouts want telemetry. */
  setWatched(environmentId: string, watch: WatchedByView): void {
    this.#watched.set(environmentId, watch);
    const environment = this.store.get(environmentId);
    if (environment !== undefined) this.#renew(environment);
  }

  #bare(environmentId: string, view: ViewName): Overlay {
    const shutdown = this.shutdownSources.length > 0;
    return overlayOf({ shutdown, overrides: {}, watch: this.#watchedIn(environmentId, view) });
  }

  #watchedIn(environmentId: string, view: ViewName): readonly WatchedRule[] {
    return this.#watched.get(environmentId)?.[view] ?? [];
  }

  #onStoreEvent(event: StoreEvent): void {
    const { environment } = event;
    if (event.kind === 'removed') {
      for (const view of VIEW_NAMES) this.#overlays[view].delete(environment.state.id);
      return;
    }
    const touched = event.kind === 'replaced' || event.parsed === undefined;
    if (touched || VIEW_NAMES.some((view) => this.#concerns(event.parsed?.[view] ?? []))) {
      this.#renew(environment);
    }
  }

  /** Whether changes put or drop a flag that some variable names: only these can alter an overlay. */
  #concerns(changes: readonly Change[]): boolean {
    return changes.some((change) => {
      const key = 'put' in change ? change.put.key : 'drop' in change ? change.drop : null;
      return key !== null && this.#isNamed(key);
    });
  }

  #isNamed(flagKey: string): boolean {
    const bare = overrideVariableOf(flagKey);
    const { file, env } = this.#sources;
    const has = (name: string): boolean => file.has(name) || env.has(name);
    return has(bare) || has(FLAG_VARIABLE_PREFIX + bare);
  }

  #renew({ state }: StoredEnvironment): void {
    const shutdown = this.shutdownSources.length > 0;
    for (const view of VIEW_NAMES) {
      const flags: OverridableFlag[] = [];
      for (const [key, item] of state[view].flags) {
        if (this.#isNamed(key)) flags.push(overridableFlag(item.body));
      }
      const watch = this.#watchedIn(state.id, view);
      const { overrides, warnings } = resolveOverrides(flags, this.#sources);
      this.#warn(warnings);
      this.#set(state.id, view, overlayOf({ shutdown, overrides, watch }));
    }
  }

  #set(environmentId: string, view: ViewName, overlay: Overlay): void {
    const before = this.#overlays[view].get(environmentId);
    this.#overlays[view].set(environmentId, overlay);
    if (before === undefined || before.id === overlay.id) return;
    for (const listener of this.#listeners) listener(environmentId, view, overlay);
  }

  /** Each sentence once: the same variable is met in every environment and with every change. */
  #warn(warnings: readonly string[]): void {
    for (const warning of warnings) {
      if (this.#warned.has(warning)) continue;
      this.#warned.add(warning);
      this.logger.warn(warning);
    }
  }
}
