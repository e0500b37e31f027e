import { FlagNode, type CompiledFlag } from './flag-node.js';
import { MISSING } from './outcome.js';
import { SegmentSlot } from './segment-slot.js';
import { Standing } from './standing.js';
import { compileFlag } from './compile-flag.js';
import { compileSegment } from './compile-segment.js';
import { isArray, isRecord, type WireRecord } from './wire.js';
import type { Links } from './links.js';

/** The compiled flags and segments of one environment, and what changes them. */
export class FlagRegistry implements Links {
  revision: number;
  /** The flags that may be asked for. */
  readonly visible = new Map<string, FlagNode>();
  /** All flags, and the places of those that are only named. */
  readonly nodes = new Map<string, FlagNode>();
  readonly #slots = new Map<string, SegmentSlot>();
  readonly #standing = new Standing();

  constructor(snapshot: unknown, local: unknown) {
    const wire: WireRecord = isRecord(snapshot) ? snapshot : {};
    this.revision = Number.isSafeInteger(wire.revision) ? (wire.revision as number) : 0;
    this.#standing.stored = wire.shutdown === true;
    this.#standing.setOverlay({ shutdown: false, overrides: wire.overrides });
    this.#standing.setLocal(local);
    for (const [key, segment] of entriesOf(wire.segments))
      this.segment(key).segment = compileSegment(segment);
    for (const [key, flag] of entriesOf(wire.flags)) this.#put(key, flag);
  }

  flag(key: string): FlagNode {
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const node = new FlagNode(key);
    this.nodes.set(key, node);
    return node;
  }

  segment(key: string): SegmentSlot {
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot = new SegmentSlot(key);
    this.#slots.set(key, slot);
    return slot;
  }

  /** Applies changes; one of unknown form is ignored. */
  apply(changes: unknown, revision: unknown): void {
    if (isArray(changes)) for (const change of changes) if (isRecord(change)) this.#change(change);
    if (Number.isSafeInteger(revision)) this.revision = revision as number;
  }

  setLocal(local: unknown): void {
    this.#standing.setLocal(local);
    this.#settleAll();
  }

  setOverlay(overlay: unknown): void {
    this.#standing.setOverlay(overlay);
    this.#settleAll();
  }

  /** Keys of the flags for which `predicate` holds. */
  keysWhere(predicate: (flag: CompiledFlag) => boolean): string[] {
    const keys: string[] = [];
    for (const { key, flag } of this.nodes.values())
      if (flag !== null && predicate(flag)) keys.push(key);
    return keys;
  }

  /** The segments that exist. */
  segments(): SegmentSlot[] {
    return [...this.#slots.values()].filter(({ segment }) => segment !== null);
  }

  #change(change: WireRecord): void {
    const { put, drop, putSegment, dropSegment, segmentIds, shutdown } = change;
    if (isRecord(put) && typeof put.key === 'string') this.#put(put.key, put);
    else if (typeof drop === 'string') this.#drop(drop);
    else if (isRecord(putSegment) && typeof putSegment.key === 'string')
      this.segment(putSegment.key).segment = compileSegment(putSegment);
    else if (typeof dropSegment === 'string') this.#dropSegment(dropSegment);
    else if (isRecord(segmentIds)) this.#changeIds(segmentIds);
    else if (typeof shutdown === 'boolean') this.#setShutdown(shutdown);
  }

  /** Settles even where a set of changes ends as it began: what it put in between is settled too. */
  #setShutdown(shutdown: boolean): void {
    if (this.#standing.stored === shutdown) return;
    this.#standing.stored = shutdown;
    this.#settleAll();
  }

  #put(key: string, wire: unknown): void {
    const node = this.flag(key);
    node.flag = compileFlag(key, wire, this);
    node.direct = node.flag.direct;
    node.settled = this.#standing.settle(key, node.flag);
    if (node.flag.hidden) this.visible.delete(key);
    else this.visible.set(key, node);
  }

  #drop(key: string): void {
    const node = this.nodes.get(key);
    if (node === undefined) return;
    node.flag = null;
    node.direct = null;
    node.settled = MISSING;
    this.visible.delete(key);
    if (this.keysWhere((flag) => flag.references.flags.includes(key)).length === 0)
      this.nodes.delete(key);
  }

  #dropSegment(key: string): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    slot.segment = null;
    if (this.keysWhere((flag) => flag.references.segments.includes(key)).length === 0)
      this.#slots.delete(key);
  }

  #changeIds({ key, list, add, remove }: WireRecord): void {
    const slot = typeof key === 'string' ? this.#slots.get(key) : undefined;
    const segment = slot?.segment;
    if (slot === undefined || segment == null || segment.poisoned) return;
    if (list !== 'included' && list !== 'excluded') return;
    const ids = segment[list].changed(isArray(add) ? add : [], isArray(remove) ? remove : []);
    slot.segment = { ...segment, [list]: ids };
  }

  #settleAll(): void {
    for (const node of this.nodes.values())
      if (node.flag !== null) node.settled = this.#standing.settle(node.key, node.flag);
  }
}

function entriesOf(record: unknown): [string, unknown][] {
  return isRecord(record) ? Object.entries(record) : [];
}
