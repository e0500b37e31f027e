import type { Snapshot } from '@sluice/evaluator';
import type { Reduction } from './reduction.js';
import { viewOf, type View } from './view.js';

/** The state that a stream message told to fetch. */
export interface Wanted {
  readonly epoch: string;
  readonly revision: number;
}

/** What the reducer must know beside the snapshot that came over HTTP. */
export interface FetchFacts {
  readonly wanted: Wanted | null;
  /** A stream is in sync: it decides which epoch is the present one. */
  readonly streaming: boolean;
}

/** Reducer of a snapshot fetched over HTTP, which may come from a replica that lags behind the stream's. */
export function reduceFetched(view: View | null, snapshot: Snapshot, facts: FetchFacts): Reduction {
  const accepted = satisfies(snapshot, facts.wanted) || isWelcome(view, snapshot, facts);
  if (!accepted) return { view, by: 'nothing', ask: facts.wanted === null ? 'nothing' : 'fetch' };
  const ask = facts.wanted !== null && !satisfies(snapshot, facts.wanted) ? 'fetch' : 'nothing';
  return { view: viewOf(snapshot), by: snapshot, ask };
}

function satisfies(snapshot: Snapshot, wanted: Wanted | null): boolean {
  return wanted !== null && snapshot.epoch === wanted.epoch && snapshot.revision >= wanted.revision;
}

function isWelcome(view: View | null, snapshot: Snapshot, facts: FetchFacts): boolean {
  if (view === null) return true;
  if (snapshot.epoch === view.epoch)
    return (
      snapshot.revision > view.revision ||
      (snapshot.revision === view.revision && viewOf(snapshot).digest !== view.digest)
    );
  return !facts.streaming && facts.wanted === null;
}
