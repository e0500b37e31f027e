import type { Change, Snapshot } from '@sluice/evaluator';

/** Path of the socket.io stream; WebSocket transport only. */
export const STREAM_PATH = '/sdk/v1/stream';

/** Version of the stream protocol this package describes. */
export const PROTOCOL_VERSION = 1;

/** Answers larger than this travel by HTTP instead (`fetch`), in bytes of JSON. */
export const STREAM_FETCH_BYTES = 64 * 1024;

/** Rules whose rollouts want telemetry at this moment (rollouts.md). */
export interface WatchedRule {
  readonly flag: string;
  readonly ruleId: string;
  readonly rolloutId: string;
  /** The rollout's entry: reports of another one judge nothing. */
  readonly step: number;
  /** Latencies in ms above which requests are to be counted as slow. */
  readonly slowerThanMs?: readonly number[];
}

/** What is true of one replica only: replaces, never merges (streaming.md, "Overlay"). */
export interface Overlay {
  /** Hash of the rest. */
  readonly id: string;
  readonly shutdown: boolean;
  /** Flag key → variant. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly watch: readonly WatchedRule[];
}

/** socket.io `auth` of an SDK. `epoch` and `revision` are null until it holds a snapshot. */
export interface Handshake {
  readonly key: string;
  readonly sdk: string;
  readonly protocol: number;
  readonly level: number;
  readonly instance: string;
  readonly epoch: string | null;
  readonly revision: number | null;
}

interface SyncBase {
  readonly epoch: string;
  readonly revision: number;
  /** Digest of the view at `revision`, unsigned 32 bits (streaming.md, "Wire"). */
  readonly digest: number;
  readonly overlay: Overlay;
  /** Server clock, ms since the Unix epoch. */
  readonly serverTime: number;
}

/** First message after connect, and the answer to `resync`. */
export type SyncMessage =
  | (SyncBase & { readonly mode: 'full'; readonly snapshot: Snapshot })
  | (SyncBase & {
      readonly mode: 'delta';
      readonly from: number;
      readonly changes: readonly Change[];
    })
  | (SyncBase & { readonly mode: 'none' })
  | (SyncBase & { readonly mode: 'fetch'; readonly spreadMs: number })
  | (SyncBase & { readonly mode: 'behind' });

/** One committed step of an environment; `to` is `from + 1` unless steps were folded. */
export type ChangeMessage =
  | {
      readonly from: number;
      readonly to: number;
      readonly changes: readonly Change[];
      readonly digest: number;
    }
  | {
      readonly from: number;
      readonly to: number;
      readonly fetch: true;
      readonly spreadMs: number;
      readonly digest: number;
    };

export interface ResyncMessage {
  readonly epoch: string | null;
  readonly revision: number | null;
}

/** The replica is going away: reconnect at a random moment within this time. */
export interface DrainMessage {
  readonly reconnectWithinMs: number;
}

export interface ServerToSdkEvents {
  sync: (message: SyncMessage) => void;
  change: (message: ChangeMessage) => void;
  overlay: (overlay: Overlay) => void;
  drain: (message: DrainMessage) => void;
}

export interface SdkToServerEvents {
  resync: (message: ResyncMessage) => void;
}

/** Body of `GET /sdk/v1/snapshot`. Header `Sluice-Time` carries the server clock in ms. */
export interface SnapshotResponse {
  readonly snapshot: Snapshot;
  readonly overlay: Overlay;
}

/** `data` of the socket.io `connect_error` with which the server refuses a handshake. */
export interface StreamRefusal {
  readonly code: string;
  readonly message: string;
  /** False only for a bad, revoked or wrong-kind key: the SDK goes to `fatal`. */
  readonly retryable: boolean;
}
