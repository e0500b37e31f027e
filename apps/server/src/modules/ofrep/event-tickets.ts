import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUsable, type SdkKey, type SdkKeyDirectory } from '../delivery/index.js';
import { EVENTS_PATH } from './domain/ofrep-route.js';

const TICKET = /^([0-9a-f-]{36})\.([\w-]{43})$/;
const INACTIVITY_SECONDS = 120;

/**
 * Tickets to the change events of a key's view. An `EventSource` cannot send headers, so the
 * ticket is part of the path: an HMAC under the hash of the key, the same on every replica, good
 * for nothing but hearing that something changed, and dead with its key.
 */
export class EventTickets {
  readonly #streams = new WeakMap<SdkKey, string>();

  constructor(
    private readonly keys: Pick<SdkKeyDirectory, 'all'>,
    private readonly publicPath: string,
  ) {}

  /** JSON text of `eventStreams` for the holder of this key; the same for the life of the key. */
  eventStreamsOf(key: SdkKey): string {
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const requestUri = `${this.publicPath}${EVENTS_PATH}?ticket=${key.id}.${macOf(key).toString('base64url')}`;
    // No origin: the client uses the one it calls, which a server behind proxies cannot know. It drops
    // the path of what it calls.
    const streams = JSON.stringify([
      { type: 'sse', endpoint: { requestUri }, inactivityDelaySec: INACTIVITY_SECONDS },
    ]);
    this.#streams.set(key, streams);
    return streams;
  }

  /** The usable key whose ticket this is; `null` for anything else. Compares in constant time. */
  keyOf(ticket: string | null, nowMs: number): SdkKey | null {
    const [, keyId, proof] = (ticket === null ? null : TICKET.exec(ticket)) ?? [];
    if (keyId === undefined || proof === undefined) return null;
    for (const key of this.keys.all()) {
      if (key.id !== keyId) continue;
      const proved = timingSafeEqual(macOf(key), Buffer.from(proof, 'base64url'));
      return proved && isUsable(key, nowMs) ? key : null;
    }
    return null;
  }
}

function macOf(key: SdkKey): Buffer {
  return createHmac('sha256', key.hash).update(`ofrep-events:${key.id}`).digest();
}
