import { digestTerm } from '@sluice/evaluator';
import type { EnvironmentView } from './environment-view.js';
import { WireItem } from './wire-item.js';

/** A flag or segment of a view as it is stored. */
export interface StoredItem {
  readonly kind: 'flag' | 'segment';
  readonly key: string;
  readonly version: number;
  readonly body: string;
}

/** A view from its items. The digest is made from them, as the SDKs make theirs, never taken over. */
export function buildView(items: readonly StoredItem[], shutdown: boolean): EnvironmentView {
  const view: EnvironmentView = {
    digest: Number(shutdown),
    flags: new Map<string, WireItem>(),
    segments: new Map<string, WireItem>(),
  };
  for (const { kind, key, version, body } of items) {
    const [map, term] =
      kind === 'flag' ? ([view.flags, 'f'] as const) : ([view.segments, 's'] as const);
    map.set(key, new WireItem(version, body));
    view.digest = (view.digest + digestTerm(term, key, version)) >>> 0;
  }
  return view;
}
