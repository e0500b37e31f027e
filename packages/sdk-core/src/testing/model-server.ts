import {
  digestOfSnapshot,
  type Change,
  type Flag,
  type Segment,
  type Snapshot,
} from '@sluice/evaluator';
import type { ChangeMessage, Overlay, SyncMessage } from '@sluice/protocol';

/** A flag that is on or off for everyone. */
export function aFlag(key: string, version: number, over: Partial<Flag> = {}): Flag {
  return {
    key,
    version,
    type: 'boolean',
    enabled: true,
    variants: { on: true, off: false },
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    onShutdown: 'off',
    ...over,
  };
}

/** A segment with the given members. */
export function aSegment(key: string, version: number, included: readonly string[]): Segment {
  return { key, version, included, excluded: [], rules: [] };
}

/** A snapshot of epoch `e1` at revision 1 with the given flags. */
export function aSnapshot(flags: readonly Flag[] = [], over: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 1,
    epoch: 'e1',
    project: 'p',
    environment: 'test',
    revision: 1,
    shutdown: false,
    flags: Object.fromEntries(flags.map((flag) => [flag.key, flag])),
    segments: {},
    ...over,
  };
}

export const NO_OVERLAY: Overlay = { id: 'none', shutdown: false, overrides: {}, watch: [] };

/** An environment on a server in a few lines: the oracle that every SDK must end up equal to. */
export class ModelServer {
  snapshot: Snapshot;
  overlay: Overlay = NO_OVERLAY;
  serverTime = Date.UTC(2026, 0);
  #log: { readonly revision: number; readonly changes: readonly Change[] }[] = [];

  constructor(snapshot: Snapshot = aSnapshot()) {
    this.snapshot = snapshot;
  }

  get digest(): number {
    return digestOfSnapshot(this.snapshot);
  }

  /** Commits one change and returns what is broadcast. */
  commit(make: (revision: number) => Change): ChangeMessage {
    const from = this.snapshot.revision;
    const to = from + 1;
    const change = make(to);
    this.snapshot = { ...applied(this.snapshot, change), revision: to };
    this.#log.push({ revision: to, changes: [change] });
    return { from, to, changes: [change], digest: this.digest };
  }

  /** A restored backup: another epoch, a lower revision. */
  restore(epoch: string, revision: number): void {
    this.snapshot = { ...this.snapshot, epoch, revision };
    this.#log = [];
  }

  /** The answer to a handshake or resync. */
  syncFor(epoch: string | null, revision: number | null): SyncMessage {
    const { snapshot, overlay, digest, serverTime } = this;
    const base = {
      epoch: snapshot.epoch,
      revision: snapshot.revision,
      digest,
      overlay,
      serverTime,
    };
    const from = epoch === snapshot.epoch ? revision : null;
    if (from === snapshot.revision) return { ...base, mode: 'none' };
    const missing = this.#log.filter((entry) => entry.revision > (from ?? Infinity));
    if (from !== null && missing.length === snapshot.revision - from)
      return { ...base, mode: 'delta', from, changes: missing.flatMap(({ changes }) => changes) };
    return { ...base, mode: 'full', snapshot };
  }
}

function applied(snapshot: Snapshot, change: Change): Snapshot {
  const { flags, segments } = snapshot;
  if ('put' in change) return { ...snapshot, flags: { ...flags, [change.put.key]: change.put } };
  if ('drop' in change) return { ...snapshot, flags: without(flags, change.drop) };
  if ('putSegment' in change)
    return { ...snapshot, segments: { ...segments, [change.putSegment.key]: change.putSegment } };
  if ('dropSegment' in change)
    return { ...snapshot, segments: without(segments, change.dropSegment) };
  if ('shutdown' in change) return { ...snapshot, shutdown: change.shutdown };
  return { ...snapshot, segments: withIds(segments, change) };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function withIds(
  segments: Snapshot['segments'],
  { segmentIds }: Extract<Change, { segmentIds: unknown }>,
): Snapshot['segments'] {
  const { key, version, list, add, remove } = segmentIds;
  const segment = Object.hasOwn(segments, key) ? segments[key] : undefined;
  if (segment === undefined) return segments;
  const ids = segment[list] as readonly string[];
  const kept = ids.filter((id) => !(remove as readonly string[]).includes(id));
  const added = (add as readonly string[]).filter((id) => !kept.includes(id));
  return { ...segments, [key]: { ...segment, version, [list]: [...kept, ...added] } };
}
