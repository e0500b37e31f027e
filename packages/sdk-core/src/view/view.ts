import { digestTerm, type Flag, type Segment, type Snapshot } from '@sluice/evaluator';
import { isRecord } from '../wire/is-record.js';
import { isRevision } from '../wire/is-revision.js';
import { Entries } from './entries.js';

/** What this SDK knows of one environment: the snapshot at one revision, with its digest. */
export interface View {
  readonly project: string;
  readonly environment: string;
  readonly epoch: string;
  readonly revision: number;
  readonly shutdown: boolean;
  /** Of this view as held here, unsigned 32 bits (streaming.md, "Wire"). */
  readonly digest: number;
  readonly flags: Entries<Flag>;
  readonly segments: Entries<Segment>;
}

/** The view that a snapshot describes. */
export function viewOf(snapshot: Snapshot): View {
  const { project, environment, epoch, revision, shutdown } = snapshot;
  const flags = Entries.of(snapshot.flags);
  const segments = Entries.of(snapshot.segments);
  let digest = shutdown ? 1 : 0;
  for (const [key, flag] of flags) digest = (digest + termOf('f', key, flag)) >>> 0;
  for (const [key, segment] of segments) digest = (digest + termOf('s', key, segment)) >>> 0;
  return { project, environment, epoch, revision, shutdown, digest, flags, segments };
}

/** The snapshot that a view stands for; linear in its size. */
export function snapshotOf(view: View): Snapshot {
  const { project, environment, epoch, revision, shutdown } = view;
  return {
    schema: 1,
    epoch,
    project,
    environment,
    revision,
    shutdown,
    flags: view.flags.toRecord(),
    segments: view.segments.toRecord(),
  };
}

/** Part of the digest that an entry stands for: 0 where there is none, version 0 where it is malformed. */
export function termOf(kind: 'f' | 's', key: string, entry: unknown): number {
  if (entry === undefined) return 0;
  const version = isRecord(entry) ? entry.version : 0;
  return digestTerm(kind, key, isRevision(version) ? version : 0);
}
