import {
  overrideVariableOf,
  type Evaluator,
  type LocalOverride,
  type LocalState,
} from '@sluice/evaluator';
import type { Reduction } from '../view/reduction.js';
import type { View } from '../view/view.js';
import { localShutdown } from './local-shutdown.js';
import { overrideWithoutData } from './override-without-data.js';
import type { OverrideSources } from './override-sources.js';
import type { Overriding } from './overriding.js';
import { resolveLocal } from './resolve-local.js';
import { VariableIndex } from './variable-index.js';

const MOST_WARNINGS = 200;

/** What overrides flags in this process, kept resolved against the flags that exist. */
export class LocalOverrides implements Overriding {
  #sources: OverrideSources;
  #state: Required<LocalState> = { shutdown: false, overrides: {} };
  #index: VariableIndex | null = null;
  readonly #warned = new Set<string>();
  readonly #warn: (message: string) => void;

  constructor(sources: OverrideSources, warn: (message: string) => void) {
    this.#sources = sources;
    this.#warn = (message) => {
      if (this.#warned.has(message) || this.#warned.size >= MOST_WARNINGS) return;
      this.#warned.add(message);
      warn(message);
    };
    this.#state = { shutdown: localShutdown(sources, this.#warn), overrides: {} };
  }

  /** Shutdown and overrides in force; overrides only of flags that are known. */
  get state(): Required<LocalState> {
    return this.#state;
  }

  /** Replaces what some sources say, to be followed by {@link resolve}. */
  replace(sources: Partial<OverrideSources>): void {
    this.#sources = { ...this.#sources, ...sources };
  }

  /** Resolves again after a change of the flags or the sources; returns the keys it matters to, those of flags that depend on an overridden one too, all of them after a change of the shutdown. */
  resolve(view: View | null, by: Reduction['by'], evaluator: Evaluator | null): readonly string[] {
    const before = this.#state;
    this.#state =
      view === null
        ? { shutdown: localShutdown(this.#sources, this.#warn), overrides: {} }
        : resolveLocal(
            this.#sources,
            { index: this.#indexOf(view, by), flag: (key) => view.flags.get(key) },
            this.#warn,
          );
    const keys = differing(before.overrides, this.#state.overrides);
    const reversed = before.shutdown !== this.#state.shutdown;
    const renewed = by !== 'nothing' && 'schema' in by;
    if (renewed || reversed || keys.length > 0) evaluator?.setLocal(this.#state);
    if (evaluator === null) return keys;
    return reversed ? evaluator.keys() : evaluator.affectedBy(keys);
  }

  withoutData(key: string): ReturnType<typeof overrideWithoutData> {
    return overrideWithoutData(key, this.#sources);
  }

  #indexOf(view: View, by: Reduction['by']): VariableIndex {
    if (this.#index !== null && (by === 'nothing' || !addsOrRemoves(by, this.#index)))
      return this.#index;
    this.#index = new VariableIndex([...view.flags].map(([key]) => key));
    return this.#index;
  }
}

function addsOrRemoves(by: Exclude<Reduction['by'], 'nothing'>, index: VariableIndex): boolean {
  if ('schema' in by) return true;
  return by.some(
    (change) =>
      'drop' in change ||
      ('put' in change &&
        !index.keysOf(overrideVariableOf(change.put.key)).includes(change.put.key)),
  );
}

function differing(
  before: Readonly<Record<string, LocalOverride>>,
  after: Readonly<Record<string, LocalOverride>>,
): string[] {
  const isSame = (key: string): boolean =>
    before[key]?.variant === after[key]?.variant && before[key]?.source === after[key]?.source;
  return Object.keys({ ...before, ...after }).filter((key) => !isSame(key));
}
