import type { Flag, Segment } from '@sluice/evaluator';
import type { BothViews } from './build-views.js';
import type { StoredView, WireItem } from './wire-item.js';

/** What is stored of both views beside what they should be; for some keys or for all. */
export interface Comparison {
  readonly stored: { readonly server: StoredView; readonly client: StoredView };
  readonly next: BothViews;
}

interface Bag<F, S> {
  readonly flags: Map<string, F>;
  readonly segments: Map<string, S>;
}

/** A comparison to be filled in. */
export interface ComparisonDraft {
  readonly stored: Record<'server' | 'client', Bag<WireItem, WireItem>>;
  readonly next: Record<'server' | 'client', Bag<Flag, Segment>>;
}

/** A comparison of nothing with nothing. */
export function emptyComparison(): ComparisonDraft {
  const bag = <F, S>(): Bag<F, S> => ({ flags: new Map(), segments: new Map() });
  return {
    stored: { server: bag(), client: bag() },
    next: { server: bag(), client: bag() },
  };
}
