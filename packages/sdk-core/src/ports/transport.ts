import type { EventBatch, Handshake, ResyncMessage } from '@sluice/protocol';

/** What came of asking for the snapshot; a transport never rejects. */
export type SnapshotAnswer =
  | {
      readonly kind: 'snapshot';
      /** Parsed but unchecked body. */
      readonly body: unknown;
      /** Header `Sluice-Time`, NaN without one. */
      readonly serverTime: number;
    }
  | { readonly kind: 'unchanged'; readonly serverTime: number }
  | Refusal
  | Failure;

/** The key is bad, revoked or of the wrong kind: trying again soon cannot help. */
export interface Refusal {
  readonly kind: 'refused';
  readonly message: string;
}

/** Anything else that went wrong. */
export interface Failure {
  readonly kind: 'failed';
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** What came of reporting events; `dropped`: the server will never take this batch. */
export type EventsAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'dropped'; readonly message: string }
  | Refusal
  | Failure;

/** What a stream tells; nothing comes after `closed` or `refused`, nor after its `close()`. */
export interface StreamHandlers {
  readonly sync: (message: unknown) => void;
  readonly change: (message: unknown) => void;
  readonly overlay: (message: unknown) => void;
  readonly drain: (message: unknown) => void;
  readonly refused: (message: string) => void;
  readonly closed: (reason: string) => void;
}

export interface StreamConnection {
  resync(message: ResyncMessage): void;
  close(): void;
}

/** A request under way; `abort` settles it as failed. */
export interface Request<T> {
  readonly answer: Promise<T>;
  abort(): void;
}

/** How the engine reaches the server. */
export interface Transport {
  fetchSnapshot(etag: string | null): Request<SnapshotAnswer>;
  openStream(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers): StreamConnection;
  sendEvents(batch: EventBatch): Request<EventsAnswer>;
}
