import { isArray, isRecord, type WireRecord } from '../wire.js';
import { referencedFlags, referencedSegments } from '../references.js';
import { CompactEvaluator } from './compact-evaluator.js';
import type { Evaluator, LocalState } from '../evaluator.js';
import type { Reason } from '../detail.js';
import type { Change } from '../change.js';
import type { Snapshot } from '../snapshot.js';
import type { TallyVisitor } from '../tally.js';
import type { MovingPart } from './operators.js';

/** Everything but what pages ask of nobody: the arms of rollouts, and who depends directly on a flag. */
export type Followed = Omit<Evaluator, 'armOf' | 'dependentsOf'>;

/** A compact evaluator that also follows changes, and answers what only a running engine asks: loaded after the first answers. */
export class FollowingEvaluator extends CompactEvaluator implements Followed {
  /** Goes on where another left off, with everything it has counted; that one must not be used any more. */
  static from(evaluator: CompactEvaluator): FollowingEvaluator {
    const following = new FollowingEvaluator(NOTHING, evaluator.vocabulary);
    return Object.assign(following, evaluator);
  }

  apply(changes: readonly Change[], revision?: number): void {
    for (const change of isArray(changes) ? changes : [])
      if (isRecord(change)) this.#change(change);
    if (Number.isSafeInteger(revision)) this.revision = revision!;
  }

  setLocal(local: LocalState): void {
    this.local = local;
  }

  countDecisions(on: boolean): void {
    this.counts = on ? (this.counts ?? new Map<string, number>()) : null;
  }

  takeCounts(visitor: TallyVisitor): void {
    const counts = this.counts ?? [];
    if (this.counts !== null) this.counts = new Map();
    for (const [id, count] of counts) {
      const [key, variant, reason] = JSON.parse(id) as [string, string | null, Reason?];
      if (reason === undefined) visitor.unknown(key, count);
      else visitor.decided(key, variant, reason, count);
    }
  }

  flagsUsingSegment(segment: string): string[] {
    return this.#keysWhere((flag) => referencedSegments(flag).includes(segment));
  }

  affectedBy(keys: readonly string[]): string[] {
    const affected = new Set(keys);
    const named = [...this.flags].map(
      ([key, flag]) => [key, isRecord(flag) ? referencedFlags(flag as never) : []] as const,
    );
    for (let before = -1; before < affected.size;) {
      before = affected.size;
      for (const [key, parents] of named)
        if (parents.some((parent) => affected.has(parent))) affected.add(key);
    }
    return this.keys().filter((key) => affected.has(key));
  }

  scheduledKeys(): string[] {
    return this.affectedBy(this.#keysWhere((flag) => this.#schedulesOf(flag).length > 0));
  }

  nextScheduleInstant(now: number): number | null {
    const moving = [...this.flags.values()].filter(
      (flag): flag is WireRecord => isRecord(flag) && flag.enabled === true,
    );
    const parts = moving.flatMap((flag) => this.#schedulesOf(flag as unknown as Referring));
    const next = Math.min(...parts.map((part) => part.next(now)));
    return next === Infinity ? null : next;
  }

  #change(change: WireRecord): void {
    const { put, drop, putSegment, dropSegment, segmentIds, shutdown } = change;
    if (isRecord(put) && typeof put.key === 'string') this.#setFlag(put.key, put);
    else if (typeof drop === 'string') this.#setFlag(drop, undefined);
    else if (isRecord(putSegment) && typeof putSegment.key === 'string')
      this.#setSegment(putSegment.key, putSegment);
    else if (typeof dropSegment === 'string') this.#setSegment(dropSegment, undefined);
    else if (isRecord(segmentIds)) this.#changeIds(segmentIds);
    else if (typeof shutdown === 'boolean') this.stored = shutdown;
  }

  #setFlag(key: string, wire: unknown): void {
    this.compiledFlags.delete(key);
    if (wire === undefined) this.flags.delete(key);
    else this.flags.set(key, wire);
  }

  #setSegment(key: string, wire: unknown): void {
    this.compiledSegments.delete(key);
    if (wire === undefined) this.segments.delete(key);
    else this.segments.set(key, wire);
  }

  #changeIds({ key, list, add, remove }: WireRecord): void {
    const segment = typeof key === 'string' ? this.segments.get(key) : undefined;
    if (!isRecord(segment) || (list !== 'included' && list !== 'excluded')) return;
    const wire = segment[list];
    const ids = isRecord(wire) ? wire.hashes : wire;
    if (!isArray(ids)) return;
    const edited = new Set(ids);
    for (const id of isArray(remove) ? remove : []) edited.delete(id);
    for (const id of isArray(add) ? add : []) edited.add(id);
    const changed = isRecord(wire) ? { ...wire, hashes: [...edited] } : [...edited];
    this.#setSegment(key as string, { ...segment, [list]: changed });
  }

  #keysWhere(predicate: (flag: Referring) => boolean): string[] {
    return [...this.flags]
      .filter(([, flag]) => isRecord(flag) && predicate(flag as unknown as Referring))
      .map(([key]) => key);
  }

  /** Of a flag's rules and of the segments these name. Without a word for schedules there are none. */
  #schedulesOf(flag: Referring): MovingPart[] {
    const { schedule } = this.vocabulary;
    if (schedule === null) return [];
    const named = referencedSegments(flag).map((key) => this.segments.get(key));
    return [flag, ...named]
      .flatMap((part) => (isRecord(part) && isArray(part.rules) ? part.rules : []))
      .map((rule) => (isRecord(rule) && isRecord(rule.rollout) ? rule.rollout.schedule : null))
      .map((wire) => (wire === null ? null : schedule(wire)))
      .filter((part) => part !== null);
  }
}

/** Until the parts of another evaluator take its place. */
const NOTHING = { flags: {}, segments: {} } as Snapshot;

type Referring = Parameters<typeof referencedFlags>[0];
