import { STREAM_FETCH_BYTES, type Overlay, type SyncMessage } from '@sluice/protocol';
import type { StoredEnvironment, ViewName, ViewStep } from '../delivery/index.js';
import { fetchSpreadMs } from './domain/fetch-spread.js';
import { PreparedJson } from './prepared-json.js';

/** What a `sync` says beside its mode. */
export interface SyncParts {
  readonly environment: StoredEnvironment;
  readonly view: ViewName;
  readonly overlay: Overlay;
  /** For `full`: JSON text of the snapshot. */
  readonly snapshot: () => string;
  /** For `delta`: the SDK's revision and the JSON array of changes since. */
  readonly delta: { readonly from: number; readonly changes: string } | null;
  /** For `fetch`. */
  readonly spreadMs: number;
}

/** The `sync` event of a mode. */
export function syncMessage(mode: SyncMessage['mode'], parts: SyncParts): PreparedJson {
  const { environment, view, overlay } = parts;
  const { epoch, revision } = environment.state;
  const { digest } = environment.state[view];
  const head = JSON.stringify({ mode, epoch, revision, digest, overlay, serverTime: Date.now() });
  return new PreparedJson(`${head.slice(0, -1)}${syncTail(mode, parts)}}`);
}

function syncTail(mode: SyncMessage['mode'], { snapshot, delta, spreadMs }: SyncParts): string {
  if (mode === 'full') return `,"snapshot":${snapshot()}`;
  if (mode === 'delta' && delta !== null) return `,"from":${delta.from},"changes":${delta.changes}`;
  return mode === 'fetch' ? `,"spreadMs":${spreadMs}` : '';
}

/** The `change` event of a step for `clients` of them; above 64 KiB it tells them to fetch instead. `wholeBytes` is asked only then. */
export function changeMessage(
  { from, to, digest, changes }: ViewStep,
  clients: number,
  wholeBytes: () => number,
): PreparedJson {
  const head = `{"from":${from},"to":${to},"digest":${digest}`;
  if (Buffer.byteLength(changes) <= STREAM_FETCH_BYTES) {
    return new PreparedJson(`${head},"changes":${changes}}`);
  }
  return new PreparedJson(
    `${head},"fetch":true,"spreadMs":${fetchSpreadMs(clients, wholeBytes())}}`,
  );
}
