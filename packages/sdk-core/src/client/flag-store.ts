import type { Evaluator, Snapshot } from '@sluice/evaluator';
import type { ChangeMessage, Overlay, SyncMessage } from '@sluice/protocol';
import { changedKeys } from '../view/changed-keys.js';
import { reduceChange } from '../view/reduce-change.js';
import { reduceFetched, type Wanted } from '../view/reduce-fetched.js';
import { reduceSync } from '../view/reduce-sync.js';
import type { Reduction } from '../view/reduction.js';
import { viewOf, type View } from '../view/view.js';

/** Changes kept for replay while a snapshot is being fetched; beyond, a resync fills the gap. */
const MOST_HELD = 256;

/** Told after every change of what is served, when readers already see all of it. */
export interface StoreListener {
  /** Makes the evaluator of a snapshot. */
  readonly compile: (snapshot: Snapshot) => Evaluator;
  /** An evaluator is about to be replaced: the last moment to take its counts. */
  readonly replacing: (evaluator: Evaluator) => void;
  readonly changed: (by: Reduction['by'], keys: () => readonly string[]) => void;
}

/** What is served: one view, the overlay of the replica it came from, and the evaluator compiled from both. */
export class FlagStore {
  view: View | null = null;
  overlay: Overlay | null = null;
  evaluator: Evaluator | null = null;
  /** What a stream message told to fetch and was not yet fetched. */
  wanted: Wanted | null = null;
  #held: ChangeMessage[] = [];
  /** The history that changes of the stream belong to: they do not say so themselves. */
  #streamEpoch: string | null = null;
  /** Stands in for compiling once. */
  #ready: Evaluator | null = null;
  readonly #listener: StoreListener;

  constructor(listener: StoreListener) {
    this.#listener = listener;
  }

  /** Serves a snapshot that was there before the server answered; `evaluator` is one that does so already. */
  begin(snapshot: Snapshot, overlay: Overlay | null, evaluator?: Evaluator): void {
    this.#ready = evaluator ?? null;
    this.#adopt({ view: viewOf(snapshot), by: snapshot, ask: 'nothing' }, overlay);
  }

  sync(message: SyncMessage, solicited: boolean): Reduction['ask'] {
    const reduction = reduceSync(this.view, message, solicited);
    this.wanted = null;
    this.#streamEpoch = message.epoch;
    this.#adopt(reduction, message.overlay);
    return this.#want(reduction.ask, message);
  }

  change(message: ChangeMessage): Reduction['ask'] {
    if (this.wanted !== null && this.#held.length < MOST_HELD) this.#held.push(message);
    if (this.view?.epoch !== this.#streamEpoch) return 'resync-full';
    const reduction = reduceChange(this.view, message);
    this.#adopt(reduction, this.overlay);
    const epoch = this.view?.epoch;
    if (reduction.ask !== 'fetch' || epoch === undefined) return reduction.ask;
    return this.#want('fetch', { epoch, revision: message.to });
  }

  setOverlay(overlay: Overlay): void {
    this.#adopt({ view: this.view, by: 'nothing', ask: 'nothing' }, overlay);
  }

  /**
   * A snapshot came over HTTP; `fetch` where it was not yet the one wanted. Another overlay than
   * the stream's is either another replica's or one that got lost: only the stream's can tell.
   */
  fetched(
    snapshot: Snapshot,
    answer: {
      readonly overlay: Overlay;
      readonly streaming: boolean;
    },
  ): Reduction['ask'] {
    const { wanted } = this;
    const reduction = reduceFetched(this.view, snapshot, { wanted, streaming: answer.streaming });
    const same = this.#isSame(reduction.view, snapshot);
    this.#adopt(reduction, answer.streaming || !same ? this.overlay : answer.overlay);
    if (reduction.ask === 'fetch') return 'fetch';
    this.wanted = null;
    const ask = this.#replay();
    const differs = answer.streaming && answer.overlay.id !== this.overlay?.id;
    return ask === 'nothing' && differs ? 'resync' : ask;
  }

  /** The server says that nothing changed since the state that was named. True when that is all that was asked for. */
  unchanged(): boolean {
    const { view, wanted } = this;
    const enough =
      wanted === null || (view?.epoch === wanted.epoch && view.revision >= wanted.revision);
    if (enough) this.wanted = null;
    return enough;
  }

  /** The stream is gone: what it told to fetch will be told again. */
  forget(): void {
    this.wanted = null;
    this.#streamEpoch = null;
    this.#held = [];
  }

  #isSame(view: View | null, snapshot: Snapshot): boolean {
    return view?.epoch === snapshot.epoch && view.revision === snapshot.revision;
  }

  #replay(): Reduction['ask'] {
    const held = this.#held;
    this.#held = [];
    let asked: Reduction['ask'] = 'nothing';
    for (const message of held) {
      const ask = this.change(message);
      if (ask !== 'nothing') asked = ask;
    }
    return asked;
  }

  #want(ask: Reduction['ask'], target: Wanted): Reduction['ask'] {
    if (ask === 'fetch') {
      if (this.wanted === null) this.#held = [];
      const revision = Math.max(target.revision, this.wanted?.revision ?? 0);
      this.wanted = { epoch: target.epoch, revision };
    }
    return ask;
  }

  /** Everything a reader sees changes here, in one go. */
  #adopt({ view, by }: Reduction, overlay: Overlay | null): void {
    const before = this.view;
    const overlayBefore = this.overlay;
    if (by === 'nothing' && overlay?.id === overlayBefore?.id) return;
    if (by !== 'nothing' && view !== null) this.#follow(view, by);
    this.view = view;
    const renewed = by !== 'nothing' && 'schema' in by;
    if (overlay !== null && (renewed || overlay.id !== overlayBefore?.id))
      this.evaluator?.setOverlay(overlay);
    this.overlay = overlay;
    this.#listener.changed(by, () => this.#changedKeys(before, by, overlayBefore));
  }

  #follow(view: View, by: Exclude<Reduction['by'], 'nothing'>): void {
    if ('schema' in by) {
      const next = this.#ready ?? this.#listener.compile(by);
      this.#ready = null;
      if (this.evaluator !== null) this.#listener.replacing(this.evaluator);
      this.evaluator = next;
    } else this.evaluator?.apply(by, view.revision);
  }

  #changedKeys(
    before: View | null,
    by: Reduction['by'],
    overlayBefore: Overlay | null,
  ): readonly string[] {
    const { view, overlay, evaluator } = this;
    if (view === null || evaluator === null) return [];
    if ((overlayBefore?.shutdown ?? false) !== (overlay?.shutdown ?? false))
      return evaluator.keys();
    const keys = by === 'nothing' ? [] : changedKeys(before, view, by, evaluator);
    const changed = overridden(overlayBefore, overlay);
    return [...new Set([...keys, ...evaluator.affectedBy(changed)])];
  }
}

function overridden(before: Overlay | null, after: Overlay | null): string[] {
  const was = before?.overrides ?? {};
  const is = after?.overrides ?? {};
  return Object.keys({ ...was, ...is }).filter((key) => was[key] !== is[key]);
}
