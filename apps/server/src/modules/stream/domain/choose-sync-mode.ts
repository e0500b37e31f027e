import { STREAM_FETCH_BYTES, type SyncMessage } from '@sluice/protocol';
import type { Position } from './read-handshake.js';

/** What the answer to a handshake or `resync` is chosen from. */
export interface SyncFacts {
  /** What the SDK holds. */
  readonly held: Position;
  /** What this replica holds. */
  readonly epoch: string;
  readonly revision: number;
  /** Whether the database was asked just now, or has told this process everything it serves. */
  readonly reachable: boolean;
  readonly everSynced: boolean;
  /** Bytes of the changes since the SDK's revision; `null` where the log no longer reaches back. */
  readonly deltaBytes: number | null;
  /** Size of the snapshot; asked only where it decides, because it may have to be made. */
  readonly wholeBytes: () => number;
  /** A `resync` asks for everything: its sender has lost trust in what it holds. */
  readonly resync: boolean;
}

/** The mode of a `sync` (streaming.md, "Wire"): the smallest answer after which the SDK has what this replica has, or `behind`. */
export function chooseSyncMode(facts: SyncFacts): SyncMessage['mode'] {
  const { held, epoch, revision, reachable, everSynced } = facts;
  if (held.epoch === null || held.revision === null) return wholeMode(facts);
  if (held.epoch !== epoch) return reachable || everSynced ? wholeMode(facts) : 'behind';
  // Reachable and still below the SDK: the database was put back without a new epoch.
  if (held.revision > revision) return reachable ? wholeMode(facts) : 'behind';
  if (facts.resync) return wholeMode(facts);
  if (held.revision === revision) return 'none';
  return deltaPays(facts) ? 'delta' : wholeMode(facts);
}

/** A difference this small is sent without asking whether everything would be smaller. */
const SMALL_BYTES = 8 * 1024;

function deltaPays({ deltaBytes, wholeBytes }: SyncFacts): boolean {
  if (deltaBytes === null || deltaBytes > STREAM_FETCH_BYTES) return false;
  return deltaBytes <= SMALL_BYTES || deltaBytes <= wholeBytes();
}

function wholeMode({ wholeBytes }: SyncFacts): 'full' | 'fetch' {
  return wholeBytes() > STREAM_FETCH_BYTES ? 'fetch' : 'full';
}
