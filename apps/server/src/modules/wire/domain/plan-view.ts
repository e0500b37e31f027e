import { digestTerm, type Change, type Flag, type Segment } from '@sluice/evaluator';
import type { ViewForms } from './build-views.js';
import { segmentChanges } from './segment-changes.js';
import type { StoredView, WireItem, WireKind } from './wire-item.js';

/** An item to store, with its JSON text. */
export interface StoredItem extends WireItem {
  readonly kind: WireKind;
  readonly key: string;
}

/** What happens to one view in one revision. */
export interface ViewPlan {
  /** For the change log; applied to the old view they give the new one. */
  readonly changes: readonly Change[];
  readonly put: readonly StoredItem[];
  readonly drop: readonly { readonly kind: WireKind; readonly key: string }[];
  /** What to add to the digest, modulo 2^32. */
  readonly digestDelta: number;
}

/**
 * The difference between what is stored of a view and what it should be, for the keys that either of
 * them holds; changed items get `revision` as version. Linear in the size of the texts.
 */
export function planView(stored: StoredView, next: ViewForms, revision: number): ViewPlan {
  const plan = new PlanBuilder(revision);
  for (const key of stored.flags.keys())
    if (!next.flags.has(key)) plan.dropped('flag', key, stored);
  for (const key of stored.segments.keys())
    if (!next.segments.has(key)) plan.dropped('segment', key, stored);
  for (const segment of next.segments.values())
    plan.segment(segment, stored.segments.get(segment.key));
  for (const flag of next.flags.values()) plan.flag(flag, stored.flags.get(flag.key));
  return plan.result();
}

class PlanBuilder {
  private readonly changes: Change[] = [];
  private readonly put: StoredItem[] = [];
  private readonly drop: { kind: WireKind; key: string }[] = [];
  private digestDelta = 0;

  constructor(private readonly revision: number) {}

  flag(next: Flag, old: WireItem | undefined): void {
    if (old?.body === textOf(next, old?.version)) return;
    const put = { ...next, version: this.revision };
    this.changes.push({ put });
    this.stored('flag', put, old);
  }

  segment(next: Segment, old: WireItem | undefined): void {
    if (old?.body === textOf(next, old?.version)) return;
    const put = { ...next, version: this.revision };
    this.changes.push(...segmentChanges(put, old));
    this.stored('segment', put, old);
  }

  dropped(kind: WireKind, key: string, stored: StoredView): void {
    this.changes.push(kind === 'flag' ? { drop: key } : { dropSegment: key });
    this.drop.push({ kind, key });
    const item = (kind === 'flag' ? stored.flags : stored.segments).get(key);
    if (item !== undefined) this.digestDelta -= digestTerm(termOf(kind), key, item.version);
  }

  result(): ViewPlan {
    const { changes, put, drop, digestDelta } = this;
    return { changes, put, drop, digestDelta: digestDelta >>> 0 };
  }

  private stored(kind: WireKind, item: Flag | Segment, old: WireItem | undefined): void {
    const { key, version } = item;
    this.put.push({ kind, key, version, body: JSON.stringify(item) });
    this.digestDelta += digestTerm(termOf(kind), key, version);
    if (old !== undefined) this.digestDelta -= digestTerm(termOf(kind), key, old.version);
  }
}

function termOf(kind: WireKind): 'f' | 's' {
  return kind === 'flag' ? 'f' : 's';
}

function textOf(form: Flag | Segment, version: number | undefined): string {
  return JSON.stringify({ ...form, version });
}
