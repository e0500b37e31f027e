import type { Change, Snapshot } from '@sluice/evaluator';
import type { View } from './view.js';

/** What a message did to the view, and what to ask the server for next. */
export interface Reduction {
  readonly view: View | null;
  /** How the view got there: an evaluator follows changes in place and compiles a snapshot anew. */
  readonly by: 'nothing' | Snapshot | readonly Change[];
  /**
   * `resync`: something is missing; `resync-full`: what is held differs from the server's although
   * the revisions agree; `fetch`: the answer waits at the snapshot's address.
   */
  readonly ask: 'nothing' | 'resync' | 'resync-full' | 'fetch';
}
